import type pg from 'pg';

interface Holdings {
  sites: number;
  /** Whether an extract of the whole register is loaded. */
  isWhole: boolean;
  /** The years of which tables of the statistics are loaded in full. */
  years: number[];
}

const holdings = `
  select (select count(*) from establishment where level = 'SITE')::int as sites,
    exists (select from register_extract where scope = 'SITES') as "isWhole",
    array(select distinct year from statistics_table order by 1) as years`;

/** What a hub holds, in a sentence, with the way to the whole where that is a part. */
export async function tellHoldings(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<Holdings>(holdings);
  const { sites, isWhole, years } = rows[0]!;
  const count = `${sites.toLocaleString('en')} sites`;
  const register = isWhole
    ? `the national register (${count})`
    : `the reference dataset, a part of the national register (${count})`;
  const statistics =
    years.length > 0 ? `annual statistics (SAE) of ${years.join(', ')}` : 'no whole annual statistics (SAE)';
  const remedy = isWhole && years.length > 0 ? '' : '; `npx maillage import` loads the whole: see docs/importing.md';
  return `the hub holds ${register}, and ${statistics}${remedy}`;
}
