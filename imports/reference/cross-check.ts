import { registerFiles, type ReferenceMembership, type ReferenceRegister } from './register-schema.ts';

/** The faults between rows, each as `file: [row].field: fault`: references to nowhere, duplicates, halves of a pair. */
export function crossCheck(
  register: ReferenceRegister,
  { sources, agreements }: { sources: Set<unknown>; agreements: Set<unknown> },
): string[] {
  const faults: string[] = [];
  const levels = new Map(register.establishments.map((row) => [row.finess, row.level]));

  /** Checks the rows of one file, with a reporter that knows the place. */
  function each<P extends keyof ReferenceRegister>(
    part: P,
    key: string,
    check: Check<ReferenceRegister[P][number]>,
  ): void {
    const seen = new Map<unknown, number>();
    register[part].forEach((row, index) => {
      const fault: Report = (field, text) => void faults.push(`${registerFiles[part]}: [${index}].${field}: ${text}`);
      const value = (row as Record<string, unknown>)[key];
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else fault(key, `${String(value)} is already in row [${first}]`);
      if ('source' in row && !sources.has(row.source)) fault('source', `no source ${row.source}`);
      check(row, fault);
    });
  }

  function legalEntity(value: string, field: string, fault: Report): void {
    const level = levels.get(value);
    if (level === undefined) fault(field, `no establishment ${value}`);
    else if (level !== 'LEGAL_ENTITY') fault(field, `${value} is a site, not a legal entity`);
  }

  each('establishments', 'finess', (row, fault) => {
    if (row.level === 'SITE' && row.legalEntity === null) fault('legalEntity', 'a site needs its legal entity');
    if (row.level === 'SITE' && row.name === null) fault('name', 'a site needs its name');
    if (row.level === 'LEGAL_ENTITY' && row.legalEntity !== null)
      fault('legalEntity', 'a legal entity has no legal entity');
    else if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', fault);
    if ((row.latitude === null) !== (row.longitude === null)) fault('latitude', 'latitude and longitude go together');
    if ((row.categoryCode === null) !== (row.categoryLabel === null))
      fault('categoryCode', 'code and label go together');
    if ((row.legalStatusCode === null) !== (row.legalStatusLabel === null))
      fault('legalStatusCode', 'code and label go together');
    duplicateIdentifiers(row.identifiers, fault);
  });
  each('groupings', 'code', (row, fault) => {
    if (row.legalEntity !== null) legalEntity(row.legalEntity, 'legalEntity', fault);
    duplicateIdentifiers(row.identifiers, fault);
    row.members.forEach((member, index) => {
      const place = `members[${index}]`;
      if (!levels.has(member.establishment))
        fault(`${place}.establishment`, `no establishment ${member.establishment}`);
      if (!sources.has(member.source)) fault(`${place}.source`, `no source ${member.source}`);
      if (member.agreement !== null && !agreements.has(member.agreement))
        fault(`${place}.agreement`, `no agreement ${member.agreement}`);
      if (member.start !== null && member.end !== null && member.end <= member.start)
        fault(`${place}.end`, 'not after the start');
      const first = row.members.findIndex((other) => overlap(other, member));
      if (first < index)
        fault(place, `${member.establishment} already has the role ${member.role} then, in members[${first}]`);
    });
  });
  return faults;
}

type Report = (field: string, text: string) => void;
type Check<Row> = (row: Row, fault: Report) => void;

function duplicateIdentifiers(identifiers: { system: string; value: string }[], fault: Report): void {
  const names = identifiers.map(({ system, value }) => `${system} ${value}`);
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) fault(`identifiers[${index}]`, `${name} is already given`);
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
