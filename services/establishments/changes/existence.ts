import { sql } from 'kysely';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import type { Context } from '../tables.ts';
import type { Change } from './change.entity.ts';

/** The global id of what was changed; null where objects of its type have none. */
export const idOf = ({ type, nodeKey }: Pick<Change, 'type' | 'nodeKey'>): string | null =>
  nodeKey === null ? null : encodeNodeId(type, nodeKey);

/** What was changed as it is now; null where it is gone or has no id. */
export async function objectOf(context: Context, change: Change): Promise<object | null> {
  const id = idOf(change);
  if (id === null || (await isGone(context, change))) return null;
  return context.findNode(id);
}

/** Whether the log tells of the end of an object, and not of a later one with its key: other services' objects are not looked up here. */
function isGone(context: Context, { type, nodeKey }: Change): Promise<boolean> {
  return context
    .loader<boolean>('objects that are gone', async (keys) => {
      const asked = keys.map((key) => JSON.parse(key) as [string, string]);
      const { rows } = await sql<{ isGone: boolean }>`
        select coalesce((
          select c.kind = 'REMOVED' from change c
          where c.type = asked.type and c.node_key = asked.node_key and c.kind <> 'CHANGED'
          order by c.position desc, c.sequence desc limit 1), false) as "isGone"
        from unnest(${asked.map(([each]) => each)}::text[], ${asked.map(([, key]) => key)}::text[])
          with ordinality asked (type, node_key, place)
        order by asked.place`.execute(context.db, context.options);
      return rows.map((row) => row.isGone);
    })
    .load(JSON.stringify([type, nodeKey]));
}
