import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readOperations, type ExampleOperation } from '../../schema/operations.ts';
import { encodeNodeId } from '../../services/shared/node-id.ts';
import { fold } from '../../services/shared/text.ts';
import type { TestDatabase } from '../support/database.ts';

/** One way to ask a question: the operation's variables, and the same as the parameters of the hand-written statement. */
export interface Asked {
  variables: Record<string, unknown>;
  values: unknown[];
}

/** An operation, the hand-written statement that answers the same where there is one, and what they are asked for in turn. */
export interface Question {
  operation: ExampleOperation;
  sql: string | null;
  asked: Asked[];
}

const mostAsked = 12;

/** Every operation of the contract, asked about what a database has. */
export async function readQuestions(database: TestDatabase): Promise<Question[]> {
  const asked = await variations(database);
  return Promise.all(
    (await readOperations()).map(async (operation) => {
      const file = new URL(`sql/${operation.name}.sql`, import.meta.url);
      return {
        operation,
        sql: existsSync(file) ? await readFile(file, 'utf8') : null,
        asked: spread(asked[operation.name] ?? [{ variables: {}, values: [] }]).map(({ variables, values }) => ({
          variables: { ...operation.variables, ...variables },
          values,
        })),
      };
    }),
  );
}

/** A few of many, from all over them. */
const spread = <Item>(items: Item[]): Item[] =>
  items.filter(
    (_, index) =>
      Math.floor((index * mostAsked) / items.length) !== Math.floor(((index - 1) * mostAsked) / items.length),
  );

const lorraine = ['54', '55', '57', '88'];
const words = [
  'hopital mercy',
  'clinique saint',
  'pharmacie gare',
  'chu nancy',
  'ehpad jardins',
  'residence tilleuls',
  'laboratoire biologie',
  'hopital lyon',
  'maison sante',
  'ssiad nord',
  'foyer soleil',
  'centre hospitalier',
];

/** What the operations that take variables are asked for, by their names. */
async function variations(database: TestDatabase): Promise<Record<string, Asked[]>> {
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
  const ofHospitals = hospitals.map((finess): Asked => ({ variables: { finess }, values: [] }));
  return {
    'care-offer-balance': regions.map((territories, index) => {
      const year = 2023 + (index % 2);
      return { variables: { territories, year }, values: [territories, year] };
    }),
    'cross-domain-search': [20, 10, 5].map((first) => ({ variables: { first }, values: [lorraine, first] })),
    'imaging-by-region': [2024, 2023].map((year) => ({ variables: { year }, values: [year] })),
    'partner-dependencies': relying.map((finess) => ({ variables: { finess, maxDepth: 3 }, values: [finess, 3] })),
    'outage-impact': units.map(({ type, key }) => ({
      variables: { resource: encodeNodeId(type, key) },
      values: [type, key],
    })),
    'register-search': words.map((search) => {
      const [one, other] = fold(search).split(' ');
      return { variables: { search, first: 10 }, values: [fold(search), `%${one}%`, `%${other}%`, 10] };
    }),
    // The memberships that the hub knows are those of groups far down the list.
    'territory-groups': [2016, 2018, 2020, 2022, 2024, 2026].map((year, index) => {
      const [asOf, first] = [`${year}-09-01`, index % 2 === 0 ? 20 : 100];
      return { variables: { asOf, first }, values: [asOf, first] };
    }),
    'establishment-360': ofHospitals,
    'outsourced-diagnostics': ofHospitals,
    'needs-and-interns': groups.map((grouping) => ({ variables: { grouping }, values: [] })),
  };
}
