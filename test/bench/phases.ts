import pg from 'pg';

/** What an import is at, by how the statement begins that its connection was given last; the first that fits counts. */
const phases: [title: string, statement: RegExp][] = [
  ['the file is read, its records checked and copied to PostgreSQL', /^(begin|set|create temp|copy|drop table if)/],
  ['rows are written, with their folded names', /^(with compared|insert into establishment)/],
  ['indexes are built and foreign keys checked, over all rows', /^(select put_back|commit)/],
  ['the tables are vacuumed and analysed', /^vacuum/],
  ['records are checked against one another, and what follows from the rows is derived', /./],
];
/** Before there is such a connection, and when it has gone. */
const apart = 'the process starts, looks whether the database is up to date, and ends';

export const phaseTitles = [apart, ...phases.map(([title]) => title)];

/** Where the time of an import goes, seen from PostgreSQL's side. */
export class PhaseWatch {
  readonly seconds: Record<string, number> = Object.fromEntries(phaseTitles.map((title) => [title, 0]));
  readonly #client: pg.Client;
  readonly #database: string;
  #last = performance.now();

  private constructor(client: pg.Client, database: string) {
    this.#client = client;
    this.#database = database;
  }

  /** Watches over a database from outside: with somebody connected to it, an import goes another way. */
  static async start(url: string): Promise<PhaseWatch> {
    const outside = new URL(url);
    const database = outside.pathname.slice(1);
    outside.pathname = '/postgres';
    const client = new pg.Client({ connectionString: outside.href });
    await client.connect();
    return new PhaseWatch(client, database);
  }

  /** Puts the time since the last look down to what the import is at. */
  async look(): Promise<void> {
    const { rows } = await this.#client.query<{ statement: string }>(
      `select ltrim(query, E' \\n') as statement from pg_stat_activity where datname = $1 and application_name = 'maillage import'`,
      [this.#database],
    );
    const at = rows[0] && phases.find(([, statement]) => statement.test(rows[0]!.statement));
    const now = performance.now();
    this.seconds[at?.[0] ?? apart]! += (now - this.#last) / 1000;
    this.#last = now;
  }

  async end(): Promise<void> {
    await this.look();
    await this.#client.end();
  }
}
