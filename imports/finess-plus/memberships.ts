import type pg from 'pg';
import type { Session } from '../pipeline/session.ts';
import { Staging } from '../../services/kit/database/staging.ts';
import { isReferenceMember } from '../register/reference-members.ts';
import type { GroupingExtract } from './groupings.ts';

export interface StagedMember {
  /** The record of the grouping. */
  line: number;
  raw: string;
  system: 'SMSSE' | 'EGE';
  /** Its number in FINESS+, in the numbering of `system`. */
  member: string;
  role: string;
}

const text = 'text collate "C"';
const memberTypes = { line: 'bigint', raw: text, system: text, member: text, role: text } as const;

export const stageMembers = (client: pg.Client): Promise<Staging<StagedMember>> =>
  Staging.create<StagedMember>(client, 'staged_member', memberTypes);

const unknownMembers = `
  select line, staged_member.raw, 'not exactly one establishment of the extract has the number of this member (' || case system when 'SMSSE' then 'pmSmsseId ' else 'egeId ' end || member || ')' as reason
  from staged_member join staged_grouping using (line)
  where not exists (select from staged_number where staged_number.system = staged_member.system and number = member)`;

/** The memberships of the listed groups, without duplicates. */
const listed = `
  select distinct staged_grouping.code as grouping_code, finess as establishment_finess, role
  from staged_member join staged_grouping using (line)
  join staged_number on staged_number.system = staged_member.system and number = member
  join establishment using (finess)`;

const same = (one: string, other: string) =>
  ['grouping_code', 'establishment_finess', 'role']
    .map((column) => `${one}.${column} = ${other}.${column}`)
    .join(' and ');

const sameMember = (one: string, other: string) =>
  `${one}.grouping_code = ${other}.grouping_code and ${one}.establishment_finess = ${other}.establishment_finess`;

/**
 * The open memberships of listed groups that this extract rules, unless a later one lists the group: those of this source, and those of the
 * reference dataset that are not of a later day.
 */
const ruled = `
  select kept.* from membership as kept join "grouping" on code = kept.grouping_code
  where upper_inf(kept.period) and listed_on = $1::date and code in (select code from staged_grouping)
    and (kept.source_code = $2 or ${isReferenceMember('kept', '"grouping"')} and not exists (
      select from source where source.code = kept.source_code and extracted_on > $1::date))`;

// The same membership, of which this source knows the role: two rows would list a member twice.
const takeOver = `
  update membership as kept set role = taken.role, source_code = $2
  from (
    select distinct on (listed.grouping_code, listed.establishment_finess, listed.role) ruled.id, listed.role
    from (${listed}) as listed join (${ruled}) as ruled on ${sameMember('ruled', 'listed')} and ruled.role in (listed.role, 'MEMBER')
    where ruled.source_code <> $2 and not exists (
      select from membership as other where ${same('other', 'listed')} and other.id <> ruled.id and other.period && ruled.period)
    order by listed.grouping_code, listed.establishment_finess, listed.role, ruled.role = listed.role desc
  ) as taken
  where taken.id = kept.id`;

/** Those that a listed group no longer has; a member without a role is one in any. */
const departed = `
  select id, period from (${ruled}) as ruled
  where not exists (select from (${listed}) as listed where ${sameMember('listed', 'ruled')} and ruled.role in (listed.role, 'MEMBER'))`;

// A membership that would end on its first day or before would be empty: it is deleted instead.
const deleteEmptyDeparted = `delete from membership where id in (select id from (${departed}) as one where lower(period) >= $1::date)`;
const endDeparted = `update membership set period = daterange(lower(period), $1::date) where id in (select id from (${departed}) as one)`;

// A member that comes back after an end, or in another role, gets a new membership from the extract's date.
const join = `
  insert into membership (grouping_code, establishment_finess, role, period, source_code)
  select grouping_code, establishment_finess, role, daterange(greatest(ended, case when ended is not null then $1::date end), null), $2
  from (${listed}) as listed cross join lateral (
    select max(upper(period)) as ended, bool_or(kept.role = listed.role and upper_inf(period)) as runs
    from membership as kept where ${sameMember('kept', 'listed')} and kept.role in (listed.role, 'SUPPORT', 'PARTY')
  ) as before
  where runs is not true`;

// Beside one with a role.
const giveWay = `
  delete from membership where id in (
    select ruled.id from (${ruled}) as ruled join membership as stated on ${sameMember('stated', 'ruled')}
    where ruled.source_code <> $2 and ruled.role = 'MEMBER' and stated.role in ('SUPPORT', 'PARTY') and upper_inf(stated.period))`;

const count = `select count(*)::int as count from (${listed}) as listed`;

const outlived = `
  select id, lower(period) >= closed_on as is_empty, daterange(lower(period), greatest(closed_on, lower(period))) as until
  from membership join "grouping" on code = grouping_code
  where (membership.source_code = $1 or ${isReferenceMember('membership', '"grouping"')}) and (upper_inf(period) or upper(period) > closed_on) and closed_on is not null`;

const deleteEmptyOutlived = `delete from membership where id in (select id from (${outlived}) as one where is_empty)`;
const endOutlived = `update membership set period = until from (${outlived}) as one where membership.id = one.id`;

/** Writes the staged members of the loaded groups. A partial extract ends no membership. */
export async function loadMemberships(
  session: Session,
  { input, source, extractedOn }: GroupingExtract,
): Promise<void> {
  const { client, options } = session;
  const run = async (statement: string, parameters: unknown[]) =>
    (await client.query(statement, parameters)).rowCount ?? 0;
  await session.reportRows(input, 'rejected', unknownMembers);
  const extract = [extractedOn, source];
  const changed = await run(takeOver, extract);
  let gone = options.partial ? 0 : (await run(deleteEmptyDeparted, extract)) + (await run(endDeparted, extract));
  const joined = await run(join, extract);
  gone += await run(giveWay, extract);
  const { rows } = await client.query<{ count: number }>(count);
  session.count('memberships', { new: joined, changed, same: rows[0]!.count - joined - changed, gone });
}

/** Ends the memberships of closed groups. */
export async function endMemberships({ client }: Session, source: string): Promise<number> {
  const forgotten = await client.query(deleteEmptyOutlived, [source]);
  const ended = await client.query(endOutlived, [source]);
  return (forgotten.rowCount ?? 0) + (ended.rowCount ?? 0);
}
