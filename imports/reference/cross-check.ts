import { registerFiles, type ReferenceRegister } from './register-schema.ts';

/** The errors between rows and fields, as `file: [row].field: error`: unknown references, duplicates, incomplete pairs. */
export function crossCheck(register: ReferenceRegister, sources: ReadonlySet<unknown>): string[] {
  const errors: string[] = [];
  const levels = new Map(register.establishments.map((row) => [row.finess, row.level]));

  function legalEntity(value: string, field: string, report: Report): void {
    const level = levels.get(value);
    if (level === undefined) report(field, `unknown establishment ${value}`);
    else if (level !== 'LEGAL_ENTITY') report(field, `${value} is a site, not a legal entity`);
  }

  const seen = new Map<string, number>();
  register.establishments.forEach((row, index) => {
    const report: Report = (field, text) =>
      void errors.push(`${registerFiles.establishments}: [${index}].${field}: ${text}`);
    const first = seen.get(row.finess);
    if (first === undefined) seen.set(row.finess, index);
    else report('finess', `${row.finess} is already in row [${first}]`);
    if (!sources.has(row.source)) report('source', `unknown source ${row.source}`);
    if (row.level === 'SITE' && row.legalEntity === null) report('legalEntity', 'a site requires a legal entity');
    if (row.level === 'SITE' && row.name === null) report('name', 'a site requires a name');
    if (row.level === 'LEGAL_ENTITY' && row.legalEntity !== null)
      report('legalEntity', 'a legal entity has no legal entity');
    else if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', report);
    if ((row.latitude === null) !== (row.longitude === null))
      report('latitude', 'latitude and longitude require each other');
    if ((row.categoryCode === null) !== (row.categoryLabel === null))
      report('categoryCode', 'code and label require each other');
    duplicateIdentifiers(row.identifiers, report);
  });
  return errors;
}

type Report = (field: string, text: string) => void;

function duplicateIdentifiers(identifiers: { system: string; value: string }[], report: Report): void {
  const names = identifiers.map(({ system, value }) => `${system} ${value}`);
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) report(`identifiers[${index}]`, `${name} is already given`);
  });
}
