import { finessNumber } from '../pipeline/checks.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { Staging } from '../../services/kit/database/staging.ts';
import { groupName } from '../register/grouping-codes.ts';
import { recordComplete, refuseGaps } from './complete-tables.ts';
import { translateNumbers } from './own-numbers.ts';
import { readRecords } from './records.ts';
import { sourceOf, type Table } from './table.ts';
import { completeOwners } from './yearly-owners.ts';

/** Whether the establishment says that it takes part in a territorial group (ORG_A17), and the names of up to five groups. */
const takesPart = 'ORG_A17';
const names = ['ORG_A19', 'ORG_A20', 'ORG_A21', 'ORG_A22', 'ORG_A23'];

/** The year whose numbering of columns is known; that of another year must show by what its columns hold. */
const numberedYear = 2024;

/** The columns that the table ORG must have. */
export const columnsOfPartners = ['FI', 'FI_EJ', takesPart, ...names];

interface StagedPartner {
  line: number;
  raw: string;
  establishment_finess: string;
  name: string;
}

const text = 'text collate "C"';
const types = { line: 'bigint', raw: text, establishment_finess: text, name: text } as const;

const compared = (name: string) => groupName(`fold(${name})`);

/** The group of each name: among those of the year, if its table of groups is loaded. */
const pairs = `
  create temp table staged_pair on commit drop as
  with candidate as (
      select code, name from "grouping" where kind in ('GHT', 'GHT_PSYCHIATRY')
      union
      select grouping_code, name from yearly_grouping where year = $1
    ), named as (
      select ${compared('name')} as name, min(code) as code, count(distinct code) as count from candidate
      where code in (select grouping_code from yearly_grouping where year = $1) or not exists (select from yearly_grouping where year = $1)
      group by 1
    )
  select staged.*, case when named.count = 1 then named.code end as grouping_code, named.count, kept.finess is not null as is_known
  from staged_partner as staged left join named on named.name = ${compared('staged.name')}
  left join establishment as kept on kept.finess = staged.establishment_finess`;

const unmatched = `
  select line, raw, case when count > 1 then 'several territorial groups have the name ' else 'no territorial group has the name ' end || name as reason
  from staged_pair where grouping_code is null
  union all
  select line, raw, 'the legal entity ' || establishment_finess || ' is not known: load the tables ID and IDB of the year first'
  from staged_pair where grouping_code is not null and not is_known`;

/** Whether most of the stated names are those of groups. */
const confirmed = `
  select count(*) > 0 and count(*) filter (where count > 0) * 2 >= count(*) as is
  from (select distinct name, count from staged_pair) as stated`;

const ofYear = `from membership as kept where role = 'PARTNER' and source_code = $1`;
const isListed = `exists (
  select from staged_pair as pair where pair.grouping_code = kept.grouping_code and pair.establishment_finess = kept.establishment_finess)`;

/** From the year to the next one that is loaded in full, or that states the same. */
const periodOf = (year: string, grouping: string, establishment: string) => `daterange(make_date(${year}, 1, 1), (
  select make_date(min(next), 1, 1) from (
    select year as next from statistics_table where name = 'ORG'
    union all
    select right(source_code, 4)::int from membership as other
    where other.role = 'PARTNER' and other.source_code ~ '^sae-[0-9]{4}$' and other.grouping_code = ${grouping} and other.establishment_finess = ${establishment}
    union all
    select $1::int from staged_pair as pair where pair.grouping_code = ${grouping} and pair.establishment_finess = ${establishment}
  ) where next > ${year}))`;

const shorten = `
  update membership as kept set period = ended.period
  from (select id, ${periodOf('right(source_code, 4)::int', 'm.grouping_code', 'm.establishment_finess')} as period from membership as m
    where role = 'PARTNER' and source_code ~ '^sae-[0-9]{4}$') as ended
  where ended.id = kept.id and ended.period <> kept.period`;

const add = `
  insert into membership (grouping_code, establishment_finess, role, period, source_code)
  select grouping_code, establishment_finess, 'PARTNER', period, $2
  from (select distinct grouping_code, establishment_finess from staged_pair where grouping_code is not null and is_known) as stated
  cross join lateral (select ${periodOf('$1::int', 'stated.grouping_code', 'stated.establishment_finess')} as period) as dated
  -- What another source states of the same time is kept.
  where not exists (
    select from membership as kept where kept.role = 'PARTNER' and kept.grouping_code = stated.grouping_code
      and kept.establishment_finess = stated.establishment_finess and kept.period && dated.period)`;

const count = `select count(*)::int as count ${ofYear}`;

/** Loads who says to be a partner of which territorial groups: memberships of legal entities, for the year that states them. */
export async function loadPartners(session: Session, input: InputFile, table: Table): Promise<void> {
  const { client, options } = session;
  // Those that only own sites are partners too.
  await completeOwners(session, [table]);
  await stagePartners(session, input, table);
  await client.query(translateNumbers('staged_partner', 'establishment_finess'));
  await client.query('drop table if exists pg_temp.staged_pair');
  await client.query(pairs, [table.year]);
  if (!(await isNumberedAsKnown(session, table))) {
    session.progress.log(
      `${input.name}: skipped, its columns are numbered as in ${numberedYear}, but ${names[0]} to ${names.at(-1)} do not have the names of territorial groups`,
    );
    return;
  }
  await session.reportRows(input, 'warning', unmatched);
  const source = [sourceOf(table)];
  let gone = 0;
  if (!options.partial) {
    const { rows: before } = await client.query<{ count: number }>(count, source);
    gone = (await client.query(`delete ${ofYear} and not ${isListed}`, source)).rowCount ?? 0;
    refuseGaps(input, gone, before[0]!.count, `partners of groups of ${table.year}`);
    await recordComplete(client, table);
  }
  const ended = await client.query(shorten, [table.year]);
  const added = await client.query(add, [table.year, ...source]);
  const { rows } = await client.query<{ count: number }>(count, source);
  const [made, changed] = [added.rowCount ?? 0, ended.rowCount ?? 0];
  session.count('partners of groups', { new: made, changed, same: rows[0]!.count - made, gone });
}

async function isNumberedAsKnown({ client }: Session, { year }: Table): Promise<boolean> {
  if (year === numberedYear) return true;
  const { rows } = await client.query<{ is: boolean }>(confirmed);
  return rows[0]!.is;
}

async function stagePartners(session: Session, input: InputFile, table: Table): Promise<void> {
  const staging = await Staging.create<StagedPartner>(session.client, 'staged_partner', types);
  await readRecords(session, input, table, {
    async accept(cell, { number, text: raw }) {
      if (cell(takesPart) !== '1') return;
      const establishment = finessNumber(cell('FI_EJ'), "the legal entity's number (FI_EJ)");
      for (const name of new Set(names.map(cell)))
        if (name) await staging.add({ line: number, raw, establishment_finess: establishment, name });
    },
    reject: async () => undefined,
  });
  await staging.flush();
}
