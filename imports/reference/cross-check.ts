import { registerFiles, type ReferenceMembership, type ReferenceRegister } from './register-schema.ts';

/** The faults between rows, each as `file: [row].field: fault`: references to nowhere, duplicates, halves of a pair. */
export function crossCheck(
  register: ReferenceRegister,
  { sources, agreements }: { sources: Set<unknown>; agreements: Set<unknown> },
): string[] {
  const errors: string[] = [];
  const levels = new Map(register.establishments.map((row) => [row.finess, row.level]));

  /** Checks the rows of one file, with a reporter that knows the place. */
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
      if ('source' in row && !sources.has(row.source)) report('source', `no source ${row.source}`);
      check(row, report);
    });
  }

  function legalEntity(value: string, field: string, report: Report): void {
    const level = levels.get(value);
    if (level === undefined) report(field, `no establishment ${value}`);
    else if (level !== 'LEGAL_ENTITY') report(field, `${value} is a site, not a legal entity`);
  }

  each('establishments', 'finess', (row, report) => {
    if (row.level === 'SITE' && row.legalEntity === null) report('legalEntity', 'a site needs its legal entity');
    if (row.level === 'SITE' && row.name === null) report('name', 'a site needs its name');
    if (row.level === 'LEGAL_ENTITY' && row.legalEntity !== null)
      report('legalEntity', 'a legal entity has no legal entity');
    else if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', report);
    if ((row.latitude === null) !== (row.longitude === null)) report('latitude', 'latitude and longitude go together');
    if ((row.categoryCode === null) !== (row.categoryLabel === null))
      report('categoryCode', 'code and label go together');
    if ((row.legalStatusCode === null) !== (row.legalStatusLabel === null))
      report('legalStatusCode', 'code and label go together');
    duplicateIdentifiers(row.identifiers, report);
  });
  each('groupings', 'code', (row, report) => {
    if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', report);
    duplicateIdentifiers(row.identifiers, report);
    row.members.forEach((member, index) => {
      const place = `members[${index}]`;
      if (!levels.has(member.establishment))
        report(`${place}.establishment`, `no establishment ${member.establishment}`);
      if (!sources.has(member.source)) report(`${place}.source`, `no source ${member.source}`);
      if (member.agreement !== null && !agreements.has(member.agreement))
        report(`${place}.agreement`, `no agreement ${member.agreement}`);
      if (member.start !== null && member.end !== null && member.end <= member.start)
        report(`${place}.end`, 'not after the start');
      const first = row.members.findIndex((other) => overlap(other, member));
      if (first < index)
        report(place, `${member.establishment} already has the role ${member.role} then, in members[${first}]`);
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

/** ISO days compare as text; a null start is before all, a null end after all. */
function startsBefore(start: string | null, end: string | null): boolean {
  return start === null || end === null || start < end;
}
