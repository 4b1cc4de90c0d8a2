import { sql } from 'kysely';
import { requireKnownCodes, type CodeList } from '../../kit/reading/known-codes.ts';
import { establishmentNumbers, groupingCodes, registerCodes } from '../../kit/register/register-codes.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';

/** Codes that come with the data that uses them: as long as the hub has none of a system, it does not know which there are. */
const codesOfSystem = (system: string, is: string, isUsed = sql<boolean>`false`): CodeList => ({
  is,
  has: sql<boolean>`(
    not exists (select from nomenclature_code n where n.system = ${system})
    or exists (select from nomenclature_code n where n.system = ${system} and n.code = asked.code)
    or ${isUsed})`,
});

const suppliers: CodeList = {
  is: 'the code of a grouping or the FINESS number of an establishment',
  has: sql<boolean>`(${groupingCodes.has} or ${establishmentNumbers.has})`,
};

/** Checks the codes of a search that has found nothing. @throws GraphQLError `BAD_USER_INPUT` */
export const requireKnownFacts = requireKnownCodes({
  ...registerCodes,
  'membership.grouping': groupingCodes,
  'cooperation.partner': establishmentNumbers,
  'declared.activity': codesOfSystem(
    CodeSystem.declaredActivity,
    'the code of a declared activity (see `codeSystem(system: "sae-activity")`)',
  ),
  'authorisation.activity': codesOfSystem(
    CodeSystem.activity,
    'the code of an authorised activity (see `codeSystem(system: "finess-activity")`)',
    // Not every code that the register uses is in a nomenclature.
    sql<boolean>`exists (select from clinical.authorisation a where a.activity_code = asked.code)`,
  ),
  'catering.suppliedBy': suppliers,
  'laundry.suppliedBy': suppliers,
  'dependsOn.provider': establishmentNumbers,
});
