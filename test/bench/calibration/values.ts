import { chance, shuffled } from '../chance.ts';
import type { Drawn } from '../draw.ts';
import { hub } from '../built.ts';

/** What random operations ask about: values that the database has. */
export interface Values {
  finess: readonly string[];
  /** Legal entities and sites of hospitals, which most facts are about. */
  hospitals: readonly string[];
  words: readonly string[];
  categories: readonly string[];
  /** Departments and regions. */
  territories: readonly string[];
  ids: readonly string[];
  units: readonly string[];
}

/** Reads the values of a database: the same for the same database. */
export async function readValues(database: Drawn): Promise<Values> {
  const random = chance(20_270_101);
  const list = async (text: string): Promise<string[]> =>
    (await database.query<{ item: string }>(text)).map(({ item }) => item);
  const finess = shuffled(await list('select finess as item from establishment order by finess'), random, 2000);
  const names = shuffled(await list('select name_folded as item from establishment order by finess'), random, 2000);
  return {
    finess,
    hospitals: await list(
      `select distinct h as item from establishments.membership m join establishment e on e.finess = m.establishment_finess
       cross join lateral (values (e.finess), (e.legal_entity_finess)) v (h) where h is not null order by 1 limit 500`,
    ),
    words: [...new Set(names.flatMap((name) => name.split(' ')).filter(Boolean))],
    categories: await list(
      'select distinct category_code as item from establishment where category_code is not null order by 1',
    ),
    territories: await list(`select code as item from territory where level <> 'COMMUNE' order by code`),
    ids: finess.slice(0, 200).map((key) => hub.encodeNodeId('Establishment', key)),
    units: await list('select code as item from logistics.production_unit order by code limit 200'),
  };
}
