import { sql } from 'kysely';
import type { CodeList } from '../reading/known-codes.ts';
import { registerCode } from '../reading/register-code.ts';
import { CodeSystem } from '../vocabulary/coding.ts';

export const territoryCodes: CodeList = {
  is: 'the code of a territory',
  has: sql<boolean>`exists (select from establishments.territory t where t.code = asked.code)`,
  stored: registerCode,
};

export const establishmentNumbers: CodeList = {
  is: 'the FINESS number of an establishment',
  has: sql<boolean>`exists (select from establishments.establishment e where e.finess = asked.code)`,
  stored: registerCode,
};

export const groupingCodes: CodeList = {
  is: 'the code of a grouping',
  has: sql<boolean>`exists (select from establishments."grouping" g where g.code = asked.code)`,
};

/** The registers whose numbers FINESS, FINESS+ and SAE state, known or not yet loaded. */
const registers = ['SIREN', 'SIRET', 'UAI', 'SAE_FINESS', 'SMSSE', 'EGE'];

/** The lists of codes of {@link RegisterWhere}. */
export const registerCodes: Readonly<Record<string, CodeList>> = {
  territory: territoryCodes,
  category: {
    is: 'the code of a category of the register that the hub knows',
    has: sql<boolean>`exists (select from establishments.nomenclature n where n.system = ${CodeSystem.category} and n.code = asked.code)`,
    stored: registerCode,
  },
  'identifier.system': {
    is: 'a register whose numbers the hub takes (see `Identifier.system`)',
    has: sql<boolean>`(asked.code in (${sql.join(registers.map((one) => sql.lit(one)))}) or exists (
      select from establishments.identifier i where i.system = asked.code))`,
  },
};
