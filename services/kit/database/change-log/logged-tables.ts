import type pg from 'pg';
import type { Pgoutput } from 'pg-logical-replication';
import type { Service } from '../../service.ts';
import type { LoggedTable } from './describe.ts';

const describeTable = `
  select array(
      select a.attname::text from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (number, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
      where i.indrelid = $1 and i.indisprimary order by k.place
    ) as "primaryKey",
    array(select a.attname::text from pg_attribute a where a.attrelid = $1 and a.attgenerated <> '') as generated`;

/** The tables of the server's log, as far as the change log tells of them. */
export class LoggedTables {
  readonly #client: pg.Client;
  readonly #services: readonly Service[];
  readonly #tables = new Map<number, LoggedTable | null>();

  constructor(client: pg.Client, services: readonly Service[]) {
    this.#client = client;
    this.#services = services;
  }

  /** Takes in what the server tells of a table before its first row, and after each change of its columns. */
  async learn({ relationOid, schema, name, columns }: Pgoutput.MessageRelation): Promise<void> {
    const others = this.#services.find((service) => service.name === schema)?.tracked;
    const how = others?.[name];
    if (!others || how === null) {
      this.#tables.set(relationOid, null);
      return;
    }
    const { rows } = await this.#client.query<{ primaryKey: string[]; generated: string[] }>(describeTable, [
      relationOid,
    ]);
    const { primaryKey, generated } = rows[0]!;
    this.#tables.set(relationOid, {
      service: schema,
      name,
      columns: columns
        .filter((column) => !generated.includes(column.name))
        .map((column) => ({ name: column.name, typeOid: column.typeOid })),
      primaryKey,
      how: how ?? {},
      others,
    });
  }

  /** The table of a row; null where the log does not tell of it. */
  of({ relationOid }: Pgoutput.MessageRelation): LoggedTable | null {
    return this.#tables.get(relationOid) ?? null;
  }
}
