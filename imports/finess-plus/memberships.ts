import type pg from 'pg';
import type { Session } from '../pipeline/session.ts';
import { Staging } from '../pipeline/staging.ts';
import type { GroupingExtract } from './groupings.ts';

export interface StagedMember {
  /** The record of the grouping. */
  line: number;
  raw: string;
  system: 'SMSSE' | 'EGE';
  /** Its number in FINESS+, in the numbering of `system`. */
  member: string;
  role: string;
  starts: string | null;
}

const text = 'text collate "C"';
const memberTypes = { line: 'bigint', raw: text, system: text, member: text, role: text, starts: 'date' } as const;

export const stageMembers = (client: pg.Client): Promise<Staging<StagedMember>> =>
  Staging.create<StagedMember>(client, 'staged_member', memberTypes);

const unknownMembers = `
  select line, staged_member.raw, 'not exactly one establishment of the extract has the number of this member (' || case system when 'SMSSE' then 'pmSmsseId ' else 'egeId ' end || member || ')' as reason
  from staged_member join staged_grouping using (line)
  where not exists (select from staged_number where staged_number.system = staged_member.system and number = member)`;

/** The memberships of the listed groups, without duplicates. */
const listed = `
  select staged_grouping.code as grouping_code, finess as establishment_finess, role, min(starts) as starts
  from staged_member join staged_grouping using (line)
  join staged_number on staged_number.system = staged_member.system and number = member
  join establishment using (finess)
  group by 1, 2, 3`;

const same = (one: string, other: string) =>
  ['grouping_code', 'establishment_finess', 'role']
    .map((column) => `${one}.${column} = ${other}.${column}`)
    .join(' and ');

/** The open memberships of this source that a listed group no longer has, unless a later extract lists the group. */
const departed = `
  select kept.id, kept.period from membership as kept join "grouping" on code = kept.grouping_code
  where kept.source_code = $2 and upper_inf(kept.period) and listed_on = $1::date
    and code in (select code from staged_grouping) and not exists (select from (${listed}) as listed where ${same('listed', 'kept')})`;

// A membership that would end on its first day or before would be empty: it is deleted instead.
const deleteEmptyDeparted = `delete from membership where id in (select id from (${departed}) as one where lower(period) >= $1::date)`;
const endDeparted = `update membership set period = daterange(lower(period), $1::date) where id in (select id from (${departed}) as one)`;

const redate = `
  update membership as kept set period = daterange(listed.starts, null) from (${listed}) as listed
  where ${same('listed', 'kept')} and kept.source_code = $1 and upper_inf(kept.period) and lower(kept.period) is distinct from listed.starts and listed.starts is not null
    and not exists (select from membership as other where ${same('other', 'kept')} and upper(other.period) > listed.starts)`;

// A member that comes back after an end gets a new membership, from the stated date or the extract's date.
const join = `
  insert into membership (grouping_code, establishment_finess, role, period, source_code)
  select grouping_code, establishment_finess, role, daterange(case when ended is null then starts else greatest(ended, coalesce(starts, $1::date)) end, null), $2
  from (${listed}) as listed cross join lateral (select max(upper(period)) as ended, bool_or(upper_inf(period)) as runs from membership as kept where ${same('kept', 'listed')}) as before
  where runs is not true`;

const count = `select count(*)::int as count from (${listed}) as listed`;

const outlived = `
  select id, lower(period) >= closed_on as is_empty, daterange(lower(period), greatest(closed_on, lower(period))) as until
  from membership join "grouping" on code = grouping_code
  where membership.source_code = $1 and (upper_inf(period) or upper(period) > closed_on) and closed_on is not null`;

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
  const gone = options.partial
    ? 0
    : (await run(deleteEmptyDeparted, [extractedOn, source])) + (await run(endDeparted, [extractedOn, source]));
  const changed = await run(redate, [source]);
  const joined = await run(join, [extractedOn, source]);
  const { rows } = await client.query<{ count: number }>(count);
  session.count('memberships', { new: joined, changed, same: rows[0]!.count - joined - changed, gone });
}

/** Ends the memberships of closed groups. */
export async function endMemberships({ client }: Session, source: string): Promise<number> {
  const forgotten = await client.query(deleteEmptyOutlived, [source]);
  const ended = await client.query(endOutlived, [source]);
  return (forgotten.rowCount ?? 0) + (ended.rowCount ?? 0);
}
