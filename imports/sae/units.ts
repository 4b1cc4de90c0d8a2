import { dropDuplicates } from '../pipeline/duplicates.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { lines } from './figures.ts';
import type { Measure } from './measures.ts';
import { stagedFigures } from './staged.ts';

/** The lines of which a later one has the same owner and part: the last one gets the figures of all. */
const earlier = `
  select line, raw, last from (
    select line, raw, max(line) over (partition by owner, part) as last from staged_record where listed
  ) as placed where line < last`;

const addUp = (measure: Measure): string => {
  const figures = Object.keys(measure.figures);
  return `
    with same as (select line, last from (${earlier}) as one union select last, last from (${earlier}) as one),
      parts as (delete from ${stagedFigures(measure)} as staged using same where same.line = staged.line returning last, staged.*)
    insert into ${stagedFigures(measure)} (line, kind, ${figures.join(', ')})
    select last, kind, ${figures.map((figure) => `sum(${figure})`).join(', ')} from parts group by last, kind`;
};

/** Adds up the staged lines that one owner has of a part, such as a device of each of its places; what repeats a line is left out. */
export async function addUpUnits(session: Session, input: InputFile, measures: readonly Measure[]): Promise<void> {
  await dropDuplicates(session, input, { ...lines, key: [...lines.key, 'raw'] });
  const several = `
    select line, raw, 'another ' || ${lines.what} || '; its figures are added to those of line ' || last as reason
    from (${earlier}) as one join staged_record using (line, raw)`;
  if (!(await session.reportRows(input, 'warning', several))) return;
  for (const measure of measures) await session.client.query(addUp(measure));
  await session.client.query(`delete from staged_record where line in (select line from (${earlier}) as one)`);
}
