import type { TestDatabase } from './database.ts';

/** Inserts one row; its columns are named as the table names them. */
export const insertRow = (database: TestDatabase, table: string, row: Record<string, unknown>): Promise<unknown> =>
  database.query(
    `insert into ${table} (${Object.keys(row).join()}) values (${Object.keys(row).map((_, index) => `$${index + 1}`)})`,
    Object.values(row),
  );
