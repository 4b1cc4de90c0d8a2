import { damageOf, suspicious } from '../../services/kit/sheets/damaged-text.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { departmentCentres } from './department-centres.ts';
import { rawText, type Extract } from './staged.ts';

/** Openings are planned years ahead. */
const plannedYears = 5;
/** How far from the centre of most departments no site is. */
const farKm = 150;

/** The texts of staged records that a file may state in a wrong encoding. */
interface Texts {
  table: string;
  columns: readonly string[];
  /** The condition of the records that are loaded. */
  where: string;
  /** The text of a record, `staged`. */
  raw: string;
}

const ofEstablishments: Texts = {
  table: 'staged_establishment',
  columns: ['name', 'long_name', 'address', 'city'],
  where: 'staged.listed',
  raw: rawText,
};

// Most texts have no character that shows a damage, and are not asked for.
function suspects({ table, columns, where, raw }: Texts): string {
  const texts = `concat_ws(E'\\n', ${columns.map((column) => `staged.${column}`).join(', ')})`;
  return `select staged.line, ${raw} as raw, ${texts} as reason from ${table} as staged where ${where} and ${texts} ~ '${suspicious.source}'`;
}

const notYetOpen = `
  select staged.line, ${rawText} as raw,
    'the opening date ' || opened_on || ' is more than ${plannedYears} years after the extract, of ' || $1::date as reason
  from staged_establishment as staged where listed and opened_on > $1::date + interval '${plannedYears} years'`;

const centres = Object.entries(departmentCentres)
  .map(([code, [latitude, longitude, reachKm = farKm]]) => `('${code}', ${latitude}, ${longitude}, ${reachKm})`)
  .join(', ');

/** The rows of a table of coordinates that are far away; their text is made for those alone. */
const farAwayIn = (located: string, raw: string, from: string): string => `
  select ${located}.line, ${raw} as raw,
    'the coordinates are ' || round(km) || ' km from the centre of the department ' || staged.department_code || ', which the address states' as reason
  from ${from}
  join (values ${centres}) as centre (code, latitude, longitude, reach) on centre.code = staged.department_code
  cross join lateral (
    select 6371.0088 * 2 * asin(sqrt(
      sin(radians(${located}.latitude - centre.latitude) / 2) ^ 2
      + cos(radians(${located}.latitude)) * cos(radians(centre.latitude)) * sin(radians(${located}.longitude - centre.longitude) / 2) ^ 2
    )) as km
  ) as distance
  where km > reach`;

const farAway = `
  ${farAwayIn('staged', rawText, 'staged_establishment as staged')}
  union all
  ${farAwayIn('located', 'located.raw', 'staged_location as located join staged_establishment as staged using (finess)')}`;

/** Warns of staged texts, by default those of establishments, that were damaged before they came here; they are loaded as they are. */
export async function warnOfDamage(session: Session, input: InputFile, texts: Texts = ofEstablishments): Promise<void> {
  await session.reportRows(input, 'warning', suspects(texts), [], (text) => {
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
