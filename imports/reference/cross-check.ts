import { registerFiles, type ReferenceMembership, type ReferenceRegister } from './register-schema.ts';

/** The errors between rows and fields, as `file: [row].field: error`: unknown references, duplicates, incomplete pairs. */
export function crossCheck(
  register: ReferenceRegister,
  { sources, agreements }: { sources: Set<unknown>; agreements: Set<unknown> },
): string[] {
  const errors: string[] = [];
  const levels = new Map(register.establishments.map((row) => [row.finess, row.level]));

  /** Checks the rows of one file. */
  function each<P extends keyof ReferenceRegister>(
    part: P,
    key: string,
    check: Check<ReferenceRegister[P][number]>,
  ): void {
    const seen = new Map<unknown, number>();
    register[part].forEach((row, index) => {
      const report: Report = (field, text) => void errors.push(`${registerFiles[part]}: [${index}].${field}: ${text}`);
      const value = (row as Record<string, unknown>)[key];
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else report(key, `${String(value)} is already in row [${first}]`);
      if ('source' in row && !sources.has(row.source)) report('source', `unknown source ${row.source}`);
      check(row, report);
    });
  }

  function legalEntity(value: string, field: string, report: Report): void {
    const level = levels.get(value);
    if (level === undefined) report(field, `unknown establishment ${value}`);
    else if (level !== 'LEGAL_ENTITY') report(field, `${value} is a site, not a legal entity`);
  }

  each('establishments', 'finess', (row, report) => {
    if (row.level === 'SITE' && row.legalEntity === null) report('legalEntity', 'a site requires a legal entity');
    if (row.level === 'SITE' && row.name === null) report('name', 'a site requires a name');
    if (row.level === 'LEGAL_ENTITY' && row.legalEntity !== null)
      report('legalEntity', 'a legal entity has no legal entity');
    else if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', report);
    if ((row.latitude === null) !== (row.longitude === null))
      report('latitude', 'latitude and longitude require each other');
    if ((row.categoryCode === null) !== (row.categoryLabel === null))
      report('categoryCode', 'code and label require each other');
    if ((row.legalStatusCode === null) !== (row.legalStatusLabel === null))
      report('legalStatusCode', 'code and label require each other');
    duplicateIdentifiers(row.identifiers, report);
  });
  each('groupings', 'code', (row, report) => {
    if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', report);
    duplicateIdentifiers(row.identifiers, report);
    row.members.forEach((member, index) => {
      const place = `members[${index}]`;
      if (!levels.has(member.establishment))
        report(`${place}.establishment`, `unknown establishment ${member.establishment}`);
      if (!sources.has(member.source)) report(`${place}.source`, `unknown source ${member.source}`);
      if (member.agreement !== null && !agreements.has(member.agreement))
        report(`${place}.agreement`, `unknown agreement ${member.agreement}`);
      if (member.start !== null && member.end !== null && member.end <= member.start)
        report(`${place}.end`, 'not after the start');
      const first = row.members.findIndex((other) => overlap(other, member));
      if (first < index)
        report(
          place,
          `${member.establishment} already has the role ${member.role} in that period, in members[${first}]`,
        );
    });
  });
  return errors;
}

type Report = (field: string, text: string) => void;
type Check<Row> = (row: Row, report: Report) => void;

function duplicateIdentifiers(identifiers: { system: string; value: string }[], report: Report): void {
  const names = identifiers.map(({ system, value }) => `${system} ${value}`);
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) report(`identifiers[${index}]`, `${name} is already given`);
  });
}

function overlap(one: ReferenceMembership, two: ReferenceMembership): boolean {
  if (one.establishment !== two.establishment || one.role !== two.role) return false;
  return startsBefore(one.start, two.end) && startsBefore(two.start, one.end);
}

/** ISO dates compare as text; a null start is before any date, a null end after any. */
function startsBefore(start: string | null, end: string | null): boolean {
  return start === null || end === null || start < end;
}
