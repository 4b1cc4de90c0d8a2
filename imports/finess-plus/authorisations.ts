import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../pipeline/upsert.ts';

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

// A site may have several authorisations for the same, one after the other or side by side.
const numberEqualCodes = `
  update staged_authorisation as staged set code = staged.code || '-' || place from (
    select line, row_number() over (partition by code order by starts nulls first, ends nulls last, arhgos_number, line) as place
    from staged_authorisation
  ) as placed where placed.line = staged.line and place > 1`;

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
