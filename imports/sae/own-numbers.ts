/** The system of the identifiers for the numbers of legal entities in SAE that differ from those of the register. */
export const ownNumberSystem = 'SAE_FINESS';

/** Replaces SAE's own numbers of legal entities in a staged column: what it states with them are facts of the register's legal entities. */
export const translateNumbers = (table: string, column: string): string => `
  update ${table} as staged set ${column} = known.establishment_finess from identifier as known
  where known.system = '${ownNumberSystem}' and known.value = staged.${column}`;
