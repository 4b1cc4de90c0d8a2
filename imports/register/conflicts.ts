import { dropDuplicates } from '../pipeline/duplicates.ts';
import type { Session } from '../pipeline/session.ts';
import { isElsewhere, statedCoordinate } from './places.ts';
import { rawText, type Extract } from './staged.ts';

// Each pair of statements selects the staged records to reject with the reason, then deletes them.

const raw = `${rawText} as raw`;

const numbers = {
  table: 'staged_establishment',
  key: ['finess'],
  what: `'number ' || finess`,
  raw: rawText,
  hasUnlisted: true,
};
const coordinates = { table: 'staged_location', key: ['finess'], what: `'coordinates of ' || finess` };

const coordinatesOfUnlisted = `
  select line, raw, 'coordinates of ' || finess || ', which the file does not list' as reason from staged_location as staged
  where not exists (select from staged_establishment as listed where listed.finess = staged.finess)`;

const otherLevel = `
  from staged_establishment as staged join establishment as kept using (finess)
  where staged.listed and kept.level <> staged.level and kept.listed_on is not null`;

const levelConflicts = `
  select staged.line, ${raw}, 'the register lists ' || finess || ' as a ' || case kept.level when 'SITE' then 'site' else 'legal entity' end || ', which is kept' as reason ${otherLevel}`;

const listedLater = `from staged_establishment as staged join establishment as kept using (finess) where staged.listed and kept.listed_on > $1`;

const olderThanListed = `select staged.line, ${raw}, finess || ' is kept as in the later extract of ' || kept.listed_on as reason ${listedLater}`;

const columnsOf = (row: string): string =>
  `row(${['category_code', 'category_listed_on', 'phone', 'phone_listed_on', 'latitude', 'longitude', 'location_listed_on'].map((column) => `${row}.${column}`).join(', ')})`;

// What a later extract cannot state, as its form has no column for it, or does not: the category of a legal entity, a telephone
// number, coordinates. Of those at a place that the later one no longer states none are kept, nor any that were stated before.
const keepOlder = `
  update establishment as kept set category_code = older.category_code, category_listed_on = older.category_listed_on,
    phone = older.phone, phone_listed_on = older.phone_listed_on,
    latitude = older.latitude, longitude = older.longitude, location_listed_on = older.location_listed_on
  from (
    select finess,
      case when has_category then staged.category_code else kept.category_code end as category_code,
      case when has_category then $1::date else kept.category_listed_on end as category_listed_on,
      case when has_phone then staged.phone else kept.phone end as phone,
      case when has_phone then $1::date else kept.phone_listed_on end as phone_listed_on,
      case when is_elsewhere then null when has_location then ${statedCoordinate('latitude')} else kept.latitude end as latitude,
      case when is_elsewhere then null when has_location then ${statedCoordinate('longitude')} else kept.longitude end as longitude,
      case when is_elsewhere or has_location then $1::date else kept.location_listed_on end as location_listed_on
    from staged_establishment as staged join establishment as kept using (finess, level)
    left join staged_location as placed using (finess)
    cross join lateral (
      select staged.category_code is not null and staged.level = 'LEGAL_ENTITY' and coalesce(kept.category_listed_on <= $1, true) as has_category,
        staged.phone is not null and coalesce(kept.phone_listed_on <= $1, true) as has_phone,
        ${isElsewhere('kept', 'staged')} and coalesce(kept.location_listed_on <= $1, true) as is_elsewhere,
        ${statedCoordinate('latitude')} is not null and coalesce(kept.location_listed_on <= $1, true) as has_location
    ) as chosen
    where staged.listed and kept.listed_on > $1
  ) as older
  where older.finess = kept.finess and ${columnsOf('kept')} is distinct from ${columnsOf('older')}`;

const drop = (rows: string) => `delete from staged_establishment where line in (select staged.line ${rows})`;

// One set for all sites: in a transaction that has just filled the register, a subquery for each site would be planned as a full scan.
const siteAndLegalEntity = `
  select line, ${raw}, finess || ' is a site and the legal entity of another site, and is kept as a site' as reason from staged_establishment as staged
  where listed and level = 'SITE' and finess in (
    select legal_entity_finess from staged_establishment where listed
    union
    select legal_entity_finess from establishment)`;

/**
 * Rejects staged records that conflict with one another or with the register: the last record of a number is used, coordinates need
 * their site, the level that an extract has stated is kept, and so are (unless forced) the facts of a later extract, with what only
 * the earlier one states.
 */
export async function rejectConflicts(session: Session, { input, extractedOn }: Extract): Promise<void> {
  const { client, options } = session;
  await client.query(
    'analyze staged_establishment (finess, listed, level, legal_entity_finess), staged_location (finess)',
  );
  await dropDuplicates(session, input, numbers);
  await dropDuplicates(session, input, coordinates);
  await session.reportRows(input, 'rejected', coordinatesOfUnlisted);
  if (await session.reportRows(input, 'rejected', levelConflicts)) await client.query(drop(otherLevel));
  await session.reportRows(input, 'warning', siteAndLegalEntity);
  if (options.force) return;
  if (await session.reportRows(input, 'warning', olderThanListed, [extractedOn])) {
    const kept = await client.query(keepOlder, [extractedOn]);
    session.count('establishments', { changed: kept.rowCount ?? 0 });
    await client.query(drop(listedLater), [extractedOn]);
  }
}
