import { hub } from './built.ts';
import { draw, type DrawnRequest, type Drawn } from './draw.ts';

const mostAsked = 60;

/** What the operations of the contract that take variables are asked about, by their names, from all over what there is. */
export async function drawContract(database: Drawn): Promise<Record<string, DrawnRequest[]>> {
  const list = async <Item = string>(text: string): Promise<Item[]> =>
    (await database.query<{ item: Item }>(text)).map(({ item }) => item);
  const regions = await list<string[]>(
    `select array_agg(code order by code) as item from territory where level = 'DEPARTMENT' and region_code is not null
     group by region_code order by region_code`,
  );
  const relying = await list(
    'select distinct consumer_finess as item from insights.dependency_edge where period @> current_date order by 1',
  );
  const units = await list<{ type: string; key: string }>(
    `select distinct jsonb_build_object('type', resource_type, 'key', resource_key) as item
     from insights.reliance where resource_key is not null and period @> current_date order by 1`,
  );
  const hospitals = await list(
    `select s.legal_entity_finess as item from clinical.care_activity a join establishment s on s.finess = a.establishment_finess
     where a.year = 2024 and s.legal_entity_finess is not null group by 1 order by count(*) desc, 1 limit 200`,
  );
  const groups = await list(`select code as item from "grouping" where kind = 'GHT' order by code`);
  const ofHospitals = hospitals.map((finess): DrawnRequest => ({ variables: { finess }, values: [] }));
  const { search = [] } = await draw(database);
  const asked: Record<string, DrawnRequest[]> = {
    'register-search': search,
    'imaging-by-region': [2024, 2023].map((year) => ({ variables: { year }, values: [] })),
    'cross-domain-search': [20, 10, 5].map((first) => ({ variables: { first }, values: [] })),
    'care-offer-balance': regions.map((territories, index) => {
      const year = 2023 + (index % 2);
      return { variables: { territories, year }, values: [territories, year] };
    }),
    'partner-dependencies': relying.map((finess) => ({ variables: { finess, maxDepth: 3 }, values: [finess, 3] })),
    'outage-impact': units.map(({ type, key }) => ({
      variables: { resource: hub.encodeNodeId(type, key) },
      values: [type, key],
    })),
    // The memberships that the hub knows are those of groups far down the list.
    'territory-groups': [2016, 2018, 2020, 2022, 2024, 2026].map((year, index) => {
      const [asOf, first] = [`${year}-09-01`, index % 2 === 0 ? 20 : 100];
      return { variables: { asOf, first }, values: [asOf, first] };
    }),
    'establishment-360': ofHospitals,
    'outsourced-diagnostics': ofHospitals,
    'needs-and-interns': groups.map((grouping) => ({ variables: { grouping }, values: [] })),
  };
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([, items]) => items.length > 0)
      .map(([name, items]) => [name, spread(items)]),
  );
}

/** A few of many, from all over them. */
const spread = <Item>(items: Item[]): Item[] =>
  items.filter(
    (_, index) =>
      Math.floor((index * mostAsked) / items.length) !== Math.floor(((index - 1) * mostAsked) / items.length),
  );
