import { sql } from 'kysely';
import type { Context } from '../tables.ts';
import type { Change, FieldChange } from './change.entity.ts';
import { readerOf } from './change.filter.ts';

/** The fields of a change that the caller may see. */
export async function fieldsOf(context: Context, change: Change): Promise<FieldChange[]> {
  if (change.confidential.length === 0 || !(await maySeeAll(context, change))) return change.fields;
  return [...change.fields, ...change.confidential];
}

async function maySeeAll(context: Context, { establishments }: Change): Promise<boolean> {
  const { institution, all } = readerOf(context.caller);
  if (all || institution === null) return all;
  const own = await context.loader<string[]>('sites of the caller', (keys) => sitesOf(context, keys)).load(institution);
  return establishments.some((finess) => finess === institution || own.includes(finess));
}

async function sitesOf({ db, options }: Context, institutions: readonly string[]): Promise<string[][]> {
  const { rows } = await sql<{ sites: string[] }>`
    select array(select e.finess from establishment e where e.legal_entity_finess = asked.finess) as sites
    from unnest(${institutions}::text[]) with ordinality asked (finess, place) order by asked.place`.execute(
    db,
    options,
  );
  return rows.map(({ sites }) => sites);
}
