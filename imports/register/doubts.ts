import { damageOf } from '../pipeline/damaged-text.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { departmentCentres } from './department-centres.ts';
import { rawText, type Extract } from './staged.ts';

/** Openings are planned years ahead. */
const plannedYears = 5;
/** How far from the centre of most departments no site is. */
const farKm = 150;

// What a file may state in a wrong encoding; those with ASCII characters alone are not asked for.
const texts = `concat_ws(E'\\n', staged.name, staged.long_name, staged.address, staged.city)`;
const notAscii = `
  select staged.line, ${rawText} as raw, ${texts} as reason from staged_establishment as staged
  where staged.listed and ${texts} ~ '[^\\u0001-\\u007f]'`;

const notYetOpen = `
  select staged.line, ${rawText} as raw,
    'the opening date ' || opened_on || ' is more than ${plannedYears} years after the extract, of ' || $1::date as reason
  from staged_establishment as staged where listed and opened_on > $1::date + interval '${plannedYears} years'`;

const centres = Object.entries(departmentCentres)
  .map(([code, [latitude, longitude, reachKm = farKm]]) => `('${code}', ${latitude}, ${longitude}, ${reachKm})`)
  .join(', ');

const farAway = `
  select placed.line, placed.raw,
    'the coordinates are ' || round(km) || ' km from the centre of the department ' || placed.department_code || ', which the address states' as reason
  from (
    select line, ${rawText} as raw, department_code, latitude, longitude from staged_establishment as staged where latitude is not null
    union all
    select located.line, located.raw, staged.department_code, located.latitude, located.longitude
    from staged_location as located join staged_establishment as staged using (finess)
  ) as placed
  join (values ${centres}) as centre (code, latitude, longitude, reach) on centre.code = placed.department_code
  cross join lateral (
    select 6371.0088 * 2 * asin(sqrt(
      sin(radians(placed.latitude - centre.latitude) / 2) ^ 2
      + cos(radians(placed.latitude)) * cos(radians(centre.latitude)) * sin(radians(placed.longitude - centre.longitude) / 2) ^ 2
    )) as km
  ) as distance
  where km > reach`;

/** Warns of staged establishments whose texts were damaged before they came here; they are loaded as they are. */
export async function warnOfDamage(session: Session, input: InputFile): Promise<void> {
  await session.reportRows(input, 'warning', notAscii, [], (text) => {
    const damaged = text.split('\n').find((line) => damageOf(line) !== undefined);
    return damaged && `${JSON.stringify(damaged)}: ${damageOf(damaged)}`;
  });
}

/** Warns of what is improbable in the staged establishments, which are loaded as they are. */
export async function warnOfDoubts(session: Session, { input, extractedOn }: Extract): Promise<void> {
  await warnOfDamage(session, input);
  await session.reportRows(input, 'warning', notYetOpen, [extractedOn]);
  await session.reportRows(input, 'warning', farAway);
}
