import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Context, TableListing } from '../tables.ts';
import { Territory } from './territory.entity.ts';
import { territoryCondition, type TerritoryWhere } from './territory.filter.ts';

const columns = columnsOf(Territory, 't', ['nameFolded', 'departmentCode', 'regionCode']);

export type TerritoryRow = Pick<Territory, keyof typeof columns>;

export const territories: TableListing<TerritoryRow, TerritoryWhere> = {
  name: 'territories',
  from: (db) => db.selectFrom('territory as t'),
  columns: columns,
  key: { name: 'CODE', expression: sql`t.code`, type: 'text' },
  condition: territoryCondition,
};

/** The territories one level below a territory. */
export const childrenOf = (territory: TerritoryRow): Parent => ({
  name: 'parent',
  column: sql`t.parent_code`,
  key: territory.code,
});

/** The population of a territory in a year, which defaults to the latest known; null if unknown. */
export function populationOf(
  context: Context,
  territory: TerritoryRow,
  year: number | null | undefined,
): Promise<number | null> {
  return context
    .loader<number | null>(`population ${year ?? 'latest'}`, async (codes) => {
      let query = context.db
        .selectFrom('territory_population as p')
        .select(['p.territory_code', 'p.population'])
        .distinctOn('p.territory_code')
        .where(sql<boolean>`p.territory_code = any(${codes}::text[])`)
        .orderBy('p.territory_code')
        .orderBy('p.year', 'desc');
      if (year) query = query.where('p.year', '=', year);
      const rows = await query.execute(context.options);
      const populations = new Map(rows.map((row) => [row.territory_code, row.population]));
      return codes.map((code) => populations.get(code) ?? null);
    })
    .load(territory.code);
}
