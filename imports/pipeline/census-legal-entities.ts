import type pg from 'pg';

const derive = `
  update clinical.intern_census as census set legal_entity_finess = coalesce(one.legal_entity_finess, one.finess)
  from establishment as one
  where census.legal_entity_finess is null and one.finess = census.establishment_finess
    and (one.legal_entity_finess is not null or one.level = 'LEGAL_ENTITY')`;

/** Gives a census whose source states no legal entity that of the register, so that it counts for it. */
export async function deriveCensusLegalEntities(client: pg.ClientBase): Promise<void> {
  await client.query(derive);
}
