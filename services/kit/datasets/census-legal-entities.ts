/** Gives a census whose source states no legal entity that of the register, so that it counts for it. */
export const deriveCensusLegalEntities = `
  update clinical.intern_census as census set legal_entity_finess = coalesce(one.legal_entity_finess, one.finess)
  from establishments.establishment as one
  where census.legal_entity_finess is null and one.finess = census.establishment_finess
    and (one.legal_entity_finess is not null or one.level = 'LEGAL_ENTITY')`;
