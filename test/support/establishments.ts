import type { TestDatabase } from './database.ts';

/** Adds invented establishments to a register: legal entities, and sites that belong to one, with their places where they are told. */
export async function addEstablishments(
  database: TestDatabase,
  rows: { finess: string; of?: string | null; latitude?: number; longitude?: number }[],
): Promise<void> {
  for (const { finess, of, latitude, longitude } of rows) {
    await database.query(
      `insert into establishments.establishment (finess, level, name, legal_entity_finess, latitude, longitude, source_code)
       values ($1, $2, 'ZZ ' || $1, $3, $4, $5, 'illustrative')`,
      [finess, of ? 'SITE' : 'LEGAL_ENTITY', of ?? null, latitude ?? null, longitude ?? null],
    );
  }
}
