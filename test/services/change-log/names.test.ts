import { isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRequirements } from '../../../platform/contract/requirements.ts';
import { publicSchema } from '../../../schema/check.ts';
import { readSupergraph } from '../../../schema/supergraph.ts';
import { datasets } from '../../../services/registry.ts';
import { fieldOf, fieldsOf } from '../../../services/kit/database/change-log/row-fields.ts';
import type { TrackedTable } from '../../../services/kit/service.ts';
import { services } from '../../../services/registry.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
/** The tables that the log tells of, with the types and fields that it names. */
let told: { table: string; types: string[]; fields: string[]; key: string[]; how: TrackedTable }[];

const published = `
  select t.schemaname as service, t.tablename as name, array(
    select json_build_object('name', a.attname, 'typeOid', a.atttypid::int) from pg_attribute a
    where a.attrelid = format('%I.%I', t.schemaname, t.tablename)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum) as columns, array(
    select a.attname::text from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (number, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
    where i.indrelid = format('%I.%I', t.schemaname, t.tablename)::regclass and i.indisprimary order by k.place) as "primaryKey"
  from pg_publication_tables t where t.pubname = 'maillage_changes' order by 1, 2`;

beforeAll(async () => {
  database = await cloneDatabase();
  const tables = await database.query<{
    service: string;
    name: string;
    columns: { name: string; typeOid: number }[];
    primaryKey: string[];
  }>(published);
  told = tables.map(({ service, name, columns, primaryKey }) => {
    const how = services.find((one) => one.name === service)!.tracked![name] ?? {};
    const { type = pascal(name) } = how;
    const types = typeof type === 'string' ? [type] : Object.values(type.types);
    return {
      table: `${service}.${name}`,
      types,
      fields: [...fieldsOf({}, columns, how).keys()],
      key: how.key ? Object.keys(how.key) : primaryKey.map(fieldOf),
      how,
    };
  });
});

afterAll(() => database.drop());

const pascal = (table: string): string =>
  table
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');

/** Fields that are told of although the graph has them otherwise, or not at all. */
const otherwise = new Set(['start', 'end', 'source']);

test('names types and fields as the graph does', async () => {
  const schema = publicSchema(await readSupergraph());
  const unknown = told
    .filter(({ how }) => !how.itemsOf)
    .flatMap(({ table, types, fields }) =>
      types.flatMap((name) => {
        const type = schema.getType(name);
        if (!isObjectType(type)) return [`${table}: ${name}`];
        return fields
          .filter((field) => !(field in type.getFields()) && !otherwise.has(field))
          .map((field) => `${table}: ${field}`);
      }),
    );
  expect(unknown).toMatchInlineSnapshot(`
    [
      "clinical.authorisation: code",
      "clinical.authorisation_code: activity",
      "clinical.authorised_capacity: authorisation",
      "clinical.authorised_capacity: position",
      "clinical.care_unit: code",
      "clinical.critical_care: establishment",
      "clinical.declared_activity: establishment",
      "clinical.dialysis_activity: establishment",
      "clinical.emergency_activity: establishment",
      "clinical.lab_referral: code",
      "clinical.laboratory: code",
      "clinical.medical_staff: establishment",
      "clinical.operating_theatres: establishment",
      "clinical.other_staff: establishment",
      "clinical.other_staff: direc",
      "clinical.other_staff: dirsoin",
      "clinical.other_staff: admin",
      "clinical.other_staff: admto",
      "clinical.other_staff: cadre",
      "clinical.other_staff: infns",
      "clinical.other_staff: infsp",
      "clinical.other_staff: aides",
      "clinical.other_staff: ashau",
      "clinical.other_staff: psych",
      "clinical.other_staff: sagfe",
      "clinical.other_staff: reedu",
      "clinical.other_staff: soito",
      "clinical.other_staff: educs",
      "clinical.other_staff: assis",
      "clinical.other_staff: eduto",
      "clinical.other_staff: phlab",
      "clinical.other_staff: techn",
      "clinical.other_staff: etppnm",
      "clinical.perinatal_activity: establishment",
      "clinical.pharmacy: code",
      "clinical.pharmacy_supply: code",
      "clinical.research_participation: code",
      "clinical.research_participation: structure",
      "clinical.research_structure: code",
      "clinical.study: code",
      "clinical.study_centre: code",
      "clinical.study_centre: study",
      "clinical.teleradiology_flow: code",
      "clinical.training_post: code",
      "clinical.workforce_need: code",
      "establishments.cooperation_action_status: action",
      "establishments.establishment: lines",
      "establishments.establishment: postalCode",
      "establishments.establishment: city",
      "establishments.establishment: communeCode",
      "establishments.establishment: latitude",
      "establishments.establishment: longitude",
      "establishments.grouping_identifier: grouping",
      "establishments.grouping_population: grouping",
      "establishments.grouping_population: commune",
      "establishments.grouping_population: year",
      "establishments.identifier: establishment",
      "establishments.legal_status: sector",
      "establishments.register_event_list: establishment",
      "establishments.register_event_list: numbers",
      "establishments.register_event_list: codes",
      "establishments.register_event_list: states",
      "establishments.register_event_list: objectTypes",
      "establishments.register_event_list: objectNumbers",
      "establishments.register_event_list: otherObjectTypes",
      "establishments.register_event_list: otherObjectNumbers",
      "establishments.territory: department",
      "establishments.territory: region",
      "establishments.territory_population: territory",
      "establishments.territory_population: year",
      "logistics.production_unit: code",
      "logistics.production_unit: hygieneCertified",
      "logistics.production_unit: code",
      "logistics.production_unit: delivery",
      "logistics.supply_contract: code",
      "logistics.supply_contract: articles",
      "logistics.supply_contract: code",
      "logistics.supply_contract: diets",
    ]
  `);
});

test('names the lists of other rows as the graph does', async () => {
  const schema = publicSchema(await readSupergraph());
  for (const {
    how: { itemsOf },
    table,
  } of told) {
    if (!itemsOf) continue;
    const type = schema.getType(pascal(itemsOf.table));
    expect(isObjectType(type) && Object.keys(type.getFields()), table).toContain(itemsOf.field);
  }
});

test('keeps apart what the graph shows to partners alone', async () => {
  const guarded = [...readRequirements(parse(await readSupergraph())).keys()].map((place) => place.split('.'));
  const types = new Map(told.flatMap(({ types: names, how }) => names.map((name) => [name, how.confidential ?? []])));
  const kept = [...types].flatMap(([type, fields]) =>
    fields === 'all' ? [] : fields.map((field) => `${type}.${field}`),
  );
  const own = guarded.filter(([type]) => types.has(type!) && type !== 'Establishment').map((place) => place.join('.'));
  expect(kept.toSorted()).toEqual(own.toSorted());
  // A list of an establishment that is for partners is of a type of its own.
  expect(guarded.filter(([type]) => type === 'Establishment')).toEqual([['Establishment', 'workforceNeeds']]);
  expect(types.get('WorkforceNeed')).toBe('all');
});

test('names the keys of datasets as their files do', () => {
  for (const { table, key, type } of datasets) {
    const found = told.find((each) => each.table === table.replaceAll('"', ''))!;
    expect(found, table).toBeDefined();
    expect(found.types, table).toContain(type);
    expect(found.key, table).toEqual(key);
  }
});
