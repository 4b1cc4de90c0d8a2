import type pg from 'pg';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { Staging } from '../../services/kit/database/staging.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { warnOfDamage } from '../register/doubts.ts';
import { adoptCodes, groupName, PROVISIONAL } from '../register/grouping-codes.ts';

/** The file of the groups. */
export interface GroupingExtract {
  input: InputFile;
  source: string;
  extractedOn: string;
}

export interface StagedGrouping {
  line: number;
  raw: string;
  kind: string;
  /** Code and name of a group by agreement; for a group that is a legal person, both are those of its legal entity. */
  code: string | null;
  /** For a group by agreement: its numbers in FINESS+. */
  gcc: string | null;
  finess_gcc: string | null;
  name: string | null;
  /** For a group that is a legal person: its number in FINESS+. */
  person: string | null;
  closed_on: string | null;
  /** For a group by agreement: the day of its newest event or update, which distinguishes months in one file. */
  recorded_on: string | null;
}

const text = 'text collate "C"';
const groupingTypes = {
  line: 'bigint',
  raw: text,
  kind: text,
  code: text,
  gcc: text,
  finess_gcc: text,
  name: text,
  person: text,
  closed_on: 'date',
  recorded_on: 'date',
} as const;

export const stageGroupings = (client: pg.Client): Promise<Staging<StagedGrouping>> =>
  Staging.create<StagedGrouping>(client, 'staged_grouping', groupingTypes, {
    compared_name: ['text', groupName('fold(name)')],
  });

// A group that is a legal person ends with it.
const nameByPerson = `
  update staged_grouping as staged set code = kept.finess, name = kept.name, closed_on = kept.closed_on
  from staged_number join establishment as kept using (finess)
  where system = 'SMSSE' and number = staged.person and staged.code is null`;

const identifiersOf = `lateral (values ('GCC', staged.gcc), ('FINESS_GCC', staged.finess_gcc)) as stated (system, value)`;

const isNamed = `${groupName('kept.name_folded')} = staged.compared_name`;
const isNumbered = (system: string, value: string) =>
  `exists (select from grouping_identifier where grouping_code = kept.code and system = '${system}' and value = ${value})`;
const inHub = (matches: string) => `
  select kept.code from "grouping" as kept where kept.kind = staged.kind and ${matches}
    and not exists (select from staged_grouping as holder where holder.code = kept.code)
  order by kept.code like '${PROVISIONAL}%', kept.closed_on is not null, kept.code limit 1`;
const inFile = (matches: string) => `
  select other.code from staged_grouping as other where other.code is not null and other.kind = staged.kind and ${matches}
  order by other.code limit 1`;

// Files of some months lack the code, and one that mixes months has it in some records. A group is the one of its kind with its name, in
// the file or in the hub; or else with one of its numbers, unless another group of the file is that one, as numbers change hands.
const findCode = [
  inFile('other.compared_name = staged.compared_name'),
  inHub(isNamed),
  inFile(
    'other.gcc = staged.gcc and not exists (select from staged_grouping as holder where holder.code = other.code and holder.line <> other.line)',
  ),
  inHub(isNumbered('FINESS_GCC', 'staged.finess_gcc')),
  inHub(isNumbered('GCC', 'staged.gcc')),
].map(
  (found) =>
    `update staged_grouping as staged set code = (${found}) where staged.code is null and staged.gcc is not null`,
);

// The number may be that of another group's provisional code.
const ownCode = `'${PROVISIONAL}' || gcc || coalesce('-' || nullif(1 + (
  select count(*) from "grouping" as kept where kept.code = '${PROVISIONAL}' || gcc or kept.code like '${PROVISIONAL}' || gcc || '-%'), 1), '')`;

const unknownGroups = `
  select line, raw, 'no group of this kind has its name or its numbers: it gets the code ' || ${ownCode} as reason
  from staged_grouping where code is null and gcc is not null`;

const makeCode = `update staged_grouping set code = ${ownCode} where code is null and gcc is not null`;

/** Groups that got a code of their own from a file without theirs, which is stated or found by now. */
const settled = `
  select kept.code as provisional, staged.code from staged_grouping as staged
  join "grouping" as kept on kept.code = '${PROVISIONAL}' || staged.gcc and kept.kind = staged.kind
  where not exists (select from staged_grouping as other where other.line <> staged.line and other.compared_name = ${groupName('kept.name_folded')})
  union all
  select kept.code, staged.code from staged_grouping as staged join "grouping" as kept on kept.kind = staged.kind and ${isNamed}
  where staged.gcc is not null`;

const withoutLegalEntity = `select line, raw, 'not exactly one legal entity of the extract has the number of this group (pmSmsseId ' || person || ')' as reason from staged_grouping where code is null`;

// Of the records of one group, that in today's form, which has a number of its own, or else the newest or last one is used.
const ranked = `
  select line, raw, code, first_value(line) over (partition by code order by finess_gcc is null, recorded_on desc nulls last, line desc) as used
  from staged_grouping where code is not null`;

const duplicates = `
  select line, raw, 'duplicate group ' || code || '; record ' || used || ' is used' as reason from (${ranked}) where used <> line`;

const listedLater = `from staged_grouping as staged join "grouping" as kept using (code) where kept.listed_on > $1`;

const olderThanListed = `select staged.line, staged.raw, 'the group ' || code || ' is kept as in the later extract of ' || kept.listed_on as reason ${listedLater}`;

const dropOlder = `delete from staged_grouping where line in (select staged.line ${listedLater})`;

const drop = `
  delete from staged_grouping where code is null or line in (select line from (${ranked}) where used <> line)`;

const groupings = `
  select staged.code, staged.kind, staged.name, case when staged.person is null then kept.legal_entity_finess else staged.code end as legal_entity_finess,
    coalesce(staged.closed_on, case when kept.closed_on > $1::date then kept.closed_on end) as closed_on,
    greatest(kept.listed_on, $1::date) as listed_on, $2::text as source_code
  from staged_grouping as staged left join "grouping" as kept using (code)`;

const identifiers = `
  select staged.code as grouping_code, system, value, $1::text as source_code
  from staged_grouping as staged cross join ${identifiersOf} where value is not null`;

// Its numbers of an earlier file, and those of another group that has them no longer.
const dropIdentifiers = `
  delete from grouping_identifier as kept using staged_grouping as staged cross join ${identifiersOf}
  where kept.system = stated.system and (kept.grouping_code = staged.code) <> (kept.value = stated.value)`;

/** Writes the staged groups, once the establishments that they refer to are loaded. */
export async function loadGroupings(session: Session, { input, source, extractedOn }: GroupingExtract): Promise<void> {
  const { client } = session;
  // The names of groups that are legal persons are those of establishments.
  await warnOfDamage(session, input, { table: 'staged_grouping', columns: ['name'], where: 'true', raw: 'staged.raw' });
  await client.query(nameByPerson);
  for (const statement of findCode) await client.query(statement);
  await session.reportRows(input, 'warning', unknownGroups);
  await client.query(makeCode);
  await session.reportRows(input, 'rejected', withoutLegalEntity);
  await session.reportRows(input, 'rejected', duplicates);
  await client.query(drop);
  await adoptCodes(client, settled);
  if (!session.options.force) {
    await session.reportRows(input, 'warning', olderThanListed, [extractedOn]);
    await client.query(dropOlder, [extractedOn]);
  }
  const columns = ['code', 'kind', 'name', 'legal_entity_finess', 'closed_on', 'listed_on', 'source_code'];
  const table = {
    table: '"grouping"',
    key: ['code'],
    columns,
    uncounted: ['listed_on', 'source_code'],
    rows: groupings,
  };
  session.count('groupings', await upsert(client, table, [extractedOn, source]));
  await client.query(dropIdentifiers);
  await upsert(
    client,
    {
      table: 'grouping_identifier',
      key: ['grouping_code', 'system', 'value'],
      columns: ['grouping_code', 'system', 'value', 'source_code'],
      uncounted: ['source_code'],
      rows: identifiers,
    },
    [source],
  );
}
