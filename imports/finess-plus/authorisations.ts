import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';

/** The file of the activities. */
export interface ActivityExtract {
  input: InputFile;
  source: string;
  extractedOn: string;
}

const duplicates = `
  select line, code as raw, 'duplicate activity ' || activity || '; record ' || later || ' is used' as reason from (
    select line, code, activity, lead(line) over (partition by activity order by line) as later from staged_authorisation
  ) where later is not null`;

const dropDuplicates = `
  delete from staged_authorisation as earlier using staged_authorisation as later
  where earlier.activity = later.activity and earlier.line < later.line`;

// A site may have several authorisations for the same, one after the other or side by side: the later ones get a number. One with a number of
// ARHGOS, which stays from month to month, keeps the code that it had, and no other gets it.
const order = 'starts nulls first, ends nulls last, line';
const numberEqualCodes = `
  with many as materialized (
      select line, code, nature, coalesce(site_finess, legal_entity_finess) as owner, arhgos_number, starts, ends from staged_authorisation
      where code in (
        select code from staged_authorisation group by code having count(*) > 1
        union
        select left(code, -2) from clinical.authorisation where code like '%-2')
    ), held as materialized (
      select base, kept.code, arhgos_number,
        row_number() over (partition by base, arhgos_number order by length(kept.code), kept.code) as nth
      from (select distinct code as base, nature, owner from many) as one join clinical.authorisation as kept
        on kept.nature = one.nature and coalesce(kept.site_finess, kept.legal_entity_finess) = owner
        and (kept.code = base or starts_with(kept.code, base || '-'))
      where arhgos_number is not null
    ), known as materialized (
      select line, held.code from (
        select line, code as base, arhgos_number, row_number() over (partition by code, arhgos_number order by ${order}) as nth from many
      ) as stated join held using (base, arhgos_number, nth)
    ), free as (
      select base, code, row_number() over (partition by base order by place) as nth
      from (select code as base, count(*) as stated from many group by 1) as counted
      left join (select base, count(*) as held from held group by 1) as taken using (base)
      cross join generate_series(1, stated + coalesce(held, 0)) as place
      cross join lateral (select case place when 1 then base else base || '-' || place end as code) as named
      where code not in (select code from held)
    ), other as (
      select line, code as base, row_number() over (partition by code order by starts nulls first, ends nulls last, arhgos_number, line) as nth
      from many where line not in (select line from known)
    )
  update staged_authorisation as staged set code = chosen.code
  from (select line, code from known union all select line, free.code from other join free using (base, nth)) as chosen
  where chosen.line = staged.line and chosen.code <> staged.code`;

const listedLater = `from staged_authorisation as staged join clinical.authorisation as kept using (code) where kept.listed_on > $1`;

const olderThanListed = `select staged.line, code as raw, code || ' is kept as in the later extract of ' || kept.listed_on as reason ${listedLater}`;

const dropOlder = `delete from staged_authorisation where line in (select staged.line ${listedLater})`;

const unknownPlaces = `
  select count(distinct finess)::int as count from staged_authorisation
  cross join lateral (values (legal_entity_finess), (site_finess)) as own (finess)
  where finess is not null and not exists (select from establishment where establishment.finess = own.finess)`;

const columns = [
  'code',
  'nature',
  'legal_entity_finess',
  'site_finess',
  'activity_code',
  'modality_code',
  'mention_code',
  'practice_code',
  'declaration_code',
  'form_code',
  'operating_mode_code',
  'clientele_code',
  'arhgos_number',
  'is_active',
  'lapses_on',
];

// One that was active, and is so no longer without an end, ended at the latest on the day of this extract, and keeps that end later.
const rows = `
  select ${columns.map((column) => `staged.${column}`).join(', ')},
    daterange(case when until is null or starts < until then starts end, until) as period,
    greatest(kept.listed_on, $1::date) as listed_on, $2::text as source_code
  from staged_authorisation as staged left join clinical.authorisation as kept using (code)
  cross join lateral (
    select coalesce(staged.ends, case when not staged.is_active then
      case when kept.is_active then least(upper(kept.period), $1::date) else upper(kept.period) end end) as until
  ) as ended`;

const capacities = `
  select staged.code as authorisation_code, kind, position, number, unit_code
  from staged_capacity join staged_authorisation as staged using (line)`;

const dropCapacities = `
  delete from clinical.authorised_capacity as kept using staged_authorisation as staged
  where kept.authorisation_code = staged.code and not exists (
    select from staged_capacity as listed where listed.line = staged.line and listed.kind = kept.kind and listed.position = kept.position)`;

/** Writes the staged authorisations with their capacities, and counts what changed. */
export async function loadAuthorisations(
  session: Session,
  { input, source, extractedOn }: ActivityExtract,
): Promise<void> {
  const { client } = session;
  await client.query('analyze staged_authorisation, staged_capacity');
  if (await session.reportRows(input, 'rejected', duplicates)) await client.query(dropDuplicates);
  await client.query(numberEqualCodes);
  if (!session.options.force && (await session.reportRows(input, 'warning', olderThanListed, [extractedOn])))
    await client.query(dropOlder, [extractedOn]);
  const { rows: unknown } = await client.query<{ count: number }>(unknownPlaces);
  if (unknown[0]!.count > 0)
    session.progress.log(
      `${input.name}: ${unknown[0]!.count} of its establishments are not in the register; load the structures of FINESS+ too`,
    );
  session.count(
    'authorisations',
    await upsert(
      client,
      {
        table: 'clinical.authorisation',
        key: ['code'],
        columns: [...columns, 'period', 'listed_on', 'source_code'],
        uncounted: ['listed_on', 'source_code'],
        rows,
      },
      [extractedOn, source],
    ),
  );
  const { rowCount } = await client.query(dropCapacities);
  session.count('capacities', { gone: rowCount ?? 0 });
  session.count(
    'capacities',
    await upsert(client, {
      table: 'clinical.authorised_capacity',
      key: ['authorisation_code', 'kind', 'position'],
      columns: ['authorisation_code', 'kind', 'position', 'number', 'unit_code'],
      rows: capacities,
    }),
  );
}
