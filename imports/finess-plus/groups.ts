import { ownValue } from '../../platform/own-value.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import { isDate } from '../../platform/calendar.ts';
import { ministryCode } from '../register/grouping-codes.ts';
import type { StagedGrouping } from './groupings.ts';
import type { StagedMember } from './memberships.ts';
import type { Gcc, Gco, Reading } from './records.ts';

/** Groups by agreement, by the code of TRE_R371 (Agence du Numérique en Santé). */
const gccKinds: Record<string, string> = { '001': 'GHT', '002': 'GHT_PSYCHIATRY' };

/** Groups that are legal persons, by the code of TRE_R372; 001 (CPTS) and 004 (GCS exploitant) have no kind in the hub. */
const gcoKinds: Record<string, string> = { '002': 'GCS_ESTABLISHMENT', '003': 'GCS_MEANS' };

/** A group by agreement (GHT), with the code that SAE uses if the file has it. @throws BadRecord */
export function agreementGroup(
  group: Gcc,
  line: number,
  { extractedOn, secondary }: Pick<Reading, 'extractedOn' | 'secondary'>,
): StagedGrouping {
  if (group.nomGcc.trim() === '') throw new BadRecord('the name is empty');
  return {
    line,
    raw: JSON.stringify({ gccId: group.gccId, nomGcc: group.nomGcc }),
    kind: ownValue(gccKinds, group.typeGcc) ?? 'OTHER',
    code: secondary(() => ministryCode(group.gccIdentifiantExterne, 'the code')) || null,
    gcc: group.gccId,
    finess_gcc: group.numFinessGcc || null,
    name: group.nomGcc.trim(),
    person: null,
    closed_on: group.etatObjet === '' || group.etatObjet === 'A' ? null : extractedOn,
    recorded_on: recordedOn(group),
  };
}

/** A group that is a legal entity of the register. */
export const legalPersonGroup = (group: Gco, line: number): StagedGrouping => ({
  line,
  raw: JSON.stringify(group),
  kind: ownValue(gcoKinds, group.typeGco) ?? 'OTHER',
  code: null,
  gcc: null,
  finess_gcc: null,
  name: null,
  person: group.pmSmsseId,
  closed_on: null,
  recorded_on: null,
});

const recordedOn = ({ dateDerniereMaj, evenement }: Gcc): string | null =>
  [dateDerniereMaj, ...evenement.map((event) => event.dateEnregistrement)]
    .map((time) => time.slice(0, 10))
    .filter(isDate)
    .toSorted()
    .at(-1) ?? null;

/** The members of a group. @throws BadRecord */
export function membersOf(group: Gcc | Gco, { line, kind }: StagedGrouping): StagedMember[] {
  const [persons, places] = 'gccId' in group ? [group.pmejDuGcc, group.egeDuGcc] : [group.pmejDuGco, group.egeDuGco];
  const members = [
    ...persons.map((one) => ({ system: 'SMSSE' as const, member: one.pmSmsseId, role: one.typeRoleEntiteGroupe })),
    ...places.map((one) => ({ system: 'EGE' as const, member: one.egeId, role: one.typeRoleEntiteGroupe })),
  ];
  return members.map((one) => ({
    ...one,
    line,
    raw: JSON.stringify(one),
    role: roleOf(one.role, kind),
  }));
}

function roleOf(code: string, kind: string): string {
  if (code === 'S') return 'SUPPORT';
  if (code === 'M') return kind.startsWith('GHT') ? 'PARTY' : 'MEMBER';
  throw new BadRecord(`unknown role ${code || '(empty)'} of a member; expected S or M`);
}
