import type { Session } from '../pipeline/session.ts';
import type { Extract } from './staged.ts';

// Each pair of statements tells which staged records cannot stand, and why, then drops them.

const duplicateNumbers = `
  select line, raw, 'the number ' || finess || ' stands again on line ' || later || ', which counts' as reason from (
    select line, raw, finess, lead(line) over (partition by finess order by line) as later from staged_establishment where listed
  ) where later is not null`;

const dropDuplicateNumbers = `
  delete from staged_establishment as earlier using staged_establishment as later
  where earlier.finess = later.finess and earlier.line < later.line and earlier.listed and later.listed`;

const duplicateCoordinates = `
  select line, raw, 'coordinates of ' || finess || ' stand again on line ' || later || ', which count' as reason from (
    select line, raw, finess, lead(line) over (partition by finess order by line) as later from staged_location
  ) where later is not null`;

const dropDuplicateCoordinates =
  'delete from staged_location as earlier using staged_location as later where earlier.finess = later.finess and earlier.line < later.line';

const coordinatesOfUnlisted = `
  select line, raw, 'coordinates of ' || finess || ', which the file does not list' as reason from staged_location as staged
  where not exists (select from staged_establishment as listed where listed.finess = staged.finess)`;

const otherLevel = `
  from staged_establishment as staged join establishment as kept using (finess)
  where staged.listed and kept.level <> staged.level and kept.listed_on is not null`;

const levelConflicts = `
  select staged.line, staged.raw, 'the register lists ' || finess || ' as a ' || case kept.level when 'SITE' then 'site' else 'legal entity' end || ', which it stays' as reason ${otherLevel}`;

const listedLater = `from staged_establishment as staged join establishment as kept using (finess) where staged.listed and kept.listed_on > $1`;

const olderThanListed = `select staged.line, staged.raw, 'the extract of ' || kept.listed_on || ' gives ' || finess || ' as it is today' as reason ${listedLater}`;

const drop = (rows: string) => `delete from staged_establishment where line in (select staged.line ${rows})`;

// As one set: asked site by site, within a transaction that has just filled the register, the planner would read all of it for each.
const siteAndLegalEntity = `
  select line, raw, finess || ' is a site and the legal entity of another: it stays a site' as reason from staged_establishment
  where listed and level = 'SITE' and finess in (
    select legal_entity_finess from staged_establishment where listed
    union
    select legal_entity_finess from establishment)`;

/**
 * Leaves out what the staged records say twice, of nothing, or against the register: the last of a number counts, a level that an
 * extract gave stays, and so does (unless forced) what a later extract gives.
 */
export async function rejectConflicts(session: Session, { input, extractedOn }: Extract): Promise<void> {
  const { client, options } = session;
  await client.query(
    'analyze staged_establishment (finess, listed, level, legal_entity_finess), staged_location (finess)',
  );
  if (await session.reportRows(input, 'rejected', duplicateNumbers)) await client.query(dropDuplicateNumbers);
  if (await session.reportRows(input, 'rejected', duplicateCoordinates)) await client.query(dropDuplicateCoordinates);
  await session.reportRows(input, 'rejected', coordinatesOfUnlisted);
  if (await session.reportRows(input, 'rejected', levelConflicts)) await client.query(drop(otherLevel));
  await session.reportRows(input, 'warning', siteAndLegalEntity);
  if (options.force) return;
  if (await session.reportRows(input, 'warning', olderThanListed, [extractedOn]))
    await client.query(drop(listedLater), [extractedOn]);
}
