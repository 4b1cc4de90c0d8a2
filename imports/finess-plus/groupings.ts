import type pg from 'pg';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { Staging } from '../pipeline/staging.ts';
import { upsert } from '../pipeline/upsert.ts';

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
  /** For a group by agreement: its number in FINESS+. */
  gcc: string | null;
  name: string | null;
  /** For a group that is a legal person: its number in FINESS+. */
  person: string | null;
  closed_on: string | null;
}

const text = 'text collate "C"';
const groupingTypes = {
  line: 'bigint',
  raw: text,
  kind: text,
  code: text,
  gcc: text,
  name: text,
  person: text,
  closed_on: 'date',
} as const;

export const stageGroupings = (client: pg.Client): Promise<Staging<StagedGrouping>> =>
  Staging.create<StagedGrouping>(client, 'staged_grouping', groupingTypes);

const nameByPerson = `
  update staged_grouping as staged set code = kept.finess, name = kept.name
  from identifier join establishment as kept on kept.finess = identifier.establishment_finess
  where identifier.system = 'SMSSE' and identifier.value = staged.person and staged.code is null`;

// Files of some months lack the code: the group of that kind and name is the same one.
const codeByName = `
  update staged_grouping as staged set code = coalesce(
    (select kept.code from "grouping" as kept where kept.kind = staged.kind and kept.name_folded = fold(staged.name)
     order by kept.code like 'GCC-%', kept.closed_on is not null, kept.code limit 1),
    'GCC-' || staged.gcc)
  where staged.code is null and staged.gcc is not null`;

const withoutLegalEntity = `select line, raw, 'no legal entity has the number of this group (pmSmsseId ' || person || ')' as reason from staged_grouping where code is null`;

const duplicates = `
  select line, raw, 'duplicate group ' || code || '; record ' || later || ' is used' as reason from (
    select line, raw, code, lead(line) over (partition by code order by line) as later from staged_grouping where code is not null
  ) where later is not null`;

const listedLater = `from staged_grouping as staged join "grouping" as kept using (code) where kept.listed_on > $1`;

const olderThanListed = `select staged.line, staged.raw, 'the group ' || code || ' is kept as in the later extract of ' || kept.listed_on as reason ${listedLater}`;

const dropOlder = `delete from staged_grouping where line in (select staged.line ${listedLater})`;

const drop = `
  delete from staged_grouping as one where code is null or exists (select from staged_grouping as later where later.code = one.code and later.line > one.line)`;

const groupings = `
  select staged.code, staged.kind, staged.name, case when staged.person is null then kept.legal_entity_finess else staged.code end as legal_entity_finess,
    coalesce(staged.closed_on, case when kept.closed_on > $1::date then kept.closed_on end) as closed_on,
    greatest(kept.listed_on, $1::date) as listed_on, $2::text as source_code
  from staged_grouping as staged left join "grouping" as kept using (code)`;

/** Writes the staged groups, once the establishments that they refer to are loaded. */
export async function loadGroupings(session: Session, { input, source, extractedOn }: GroupingExtract): Promise<void> {
  const { client } = session;
  await client.query(nameByPerson);
  await client.query(codeByName);
  await session.reportRows(input, 'rejected', withoutLegalEntity);
  await session.reportRows(input, 'rejected', duplicates);
  await client.query(drop);
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
}
