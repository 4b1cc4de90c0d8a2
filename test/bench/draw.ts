import { chance, oneOf, shuffled } from './chance.ts';
import { searchWords } from '../../services/kit/register/search/canonical.ts';
import type { BenchDatabase } from './database.ts';

/** One way to ask a question: the operation's variables, and the same as the parameters of the hand-written statement. */
export interface DrawnRequest {
  variables: Record<string, unknown>;
  values: unknown[];
  /** The FINESS number after which the page starts: each server makes a cursor of its own from it. */
  after?: string;
}

/** A database that variables are drawn from. */
export type Drawn = Pick<BenchDatabase, 'query'>;

const most = 400;

const measures = ['ESTABLISHMENTS', 'SCANNERS', 'MRIS', 'IMAGING_EXAMS', 'MCO_BEDS', 'INTERNS'];

/** What the compared questions are asked about, by their names: the same for the same database. */
export async function draw(database: Drawn): Promise<Record<string, DrawnRequest[]>> {
  const random = chance(20_260_101);
  const list = async (text: string): Promise<string[]> =>
    (await database.query<{ item: string }>(text)).map(({ item }) => item);

  const all = await list('select finess as item from establishment order by finess');
  const names = await list('select name_folded as item from establishment order by finess');
  const hospitals = await list(
    `select distinct on (category_code, place / 20) category_code || ' ' || finess as item
     from (select category_code, finess, row_number() over (partition by category_code order by finess) as place
       from establishment where category_code in ('355', '101', '365')) e order by category_code, place / 20, finess`,
  );
  const departments = await list(
    `select string_agg(code, ',' order by code) as item from territory where level = 'DEPARTMENT' and region_code is not null group by region_code order by region_code`,
  );

  const page = (first: number, after: string): DrawnRequest => ({
    variables: { first },
    values: [after, first],
    after,
  });
  const edge = Math.min(most, Math.floor(all.length / 3));
  const starts = shuffled(all.slice(0, -101), random, most);
  return {
    establishment: shuffled(all, random, most).map((finess) => ({ variables: { finess }, values: [finess] })),
    'page-20': starts.map((after) => page(20, after)),
    'page-100': starts.map((after) => page(100, after)),
    'first-page': all.slice(0, edge).map((after) => page(100, after)),
    'last-page': all.slice(-edge - 101, -101).map((after) => page(100, after)),
    search: shuffled(names, random, most).flatMap((name) => {
      const [one, other] = shuffled([...new Set(name.split(' ').filter((word) => word.length > 3))], random, 2);
      if (other === undefined) return [];
      const search = `${one} ${other}`;
      return [{ variables: { search, first: 10 }, values: [searchWords(search), 10] }];
    }),
    crossing: shuffled(hospitals, random, most).map((item) => {
      const [category, after] = item.split(' ') as [string, string];
      return { variables: { category }, values: [category, after], after };
    }),
    find: Array.from({ length: most }, () => {
      const region = oneOf(departments, random).split(',');
      const territories = shuffled(region, random, Math.ceil(random() * region.length)).toSorted();
      const [beds, year, first] = [10 + Math.floor(random() * 90), 2024, oneOf([5, 10, 20], random)];
      return { variables: { territories, beds, year, first }, values: [territories, first, beds, year] };
    }),
    // All measures, in an order of each request's own: none asks what another is asking.
    aggregate: Array.from({ length: most }, (_, index) => {
      const [year, asked] = [2024 - (index % 2), shuffled(measures, random)];
      return { variables: { year, measures: asked }, values: [year, asked] };
    }),
  };
}
