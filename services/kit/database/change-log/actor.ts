import type pg from 'pg';
import { messagePrefix } from './log-tables.ts';

/** Who changes something; the operator, where nothing is said. */
export interface ChangeActor {
  /** The FINESS number of the institution that writes. */
  institution?: string;
  /** The name of the import's source, such as `finess-plus`. */
  import?: string;
  /** The names of the imported files. */
  files?: readonly string[];
  /** The code of the source that the changed facts are of. */
  source?: string;
}

/** Tells the change log who makes the changes of the current transaction that follow. What is told later adds to it. */
export async function tellActor(client: Pick<pg.ClientBase, 'query'>, actor: ChangeActor): Promise<void> {
  await client.query('select pg_logical_emit_message(true, $1, $2)', [messagePrefix, JSON.stringify(actor)]);
}

/** The actor that a message tells of; none if its content is not valid. */
export function actorOf(content: Uint8Array): ChangeActor {
  try {
    const told: unknown = JSON.parse(Buffer.from(content).toString());
    return typeof told === 'object' && told !== null ? told : {};
  } catch {
    return {};
  }
}
