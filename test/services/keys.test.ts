import { afterAll, beforeAll, expect, test } from 'vitest';
import { services } from '../../services/registry.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
const schemas = services.map(({ name }) => name);

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

/** What has no constraint, and why: codes that name nothing of the same service, and what a source may lack a label of. */
const without: Record<string, RegExp> = {
  'a nomenclature may lack a code':
    /^establishments\.establishment\.(category|legal_status|public_service|commune)_code$/,
  'the register publishes codes without a nomenclature':
    /^clinical\.(authorisation\.(activity|modality|mention|practice|declaration|form|operating_mode|clientele)|authorised_capacity\.unit)_code$/,
  'the statistics publish codes without a nomenclature':
    /^clinical\.(declared_activity\.activity|medical_staff\.staff|other_staff\.discipline|(emergency_activity|critical_care|operating_theatres|dialysis_activity)\.kind|perinatal_activity\.maternity)_code$/,
  'copied from the territory, which has its parent': /^establishments\.territory\.(department|region|insee)_code$/,
  'activities may be loaded before the register': /^establishments\.register_event_list\.establishment_finess$/,
  'the postal service has no register': /\.postal_code$/,
  'rows of an institution outlive what the register says of it':
    /^establishments\.(\w+\.owner|anomaly\.(reporter|decider))_finess$/,
  "another service's key":
    /^(clinical|logistics)\.\w+\.(\w*finess|grouping_code|operated_by_code|action_reference|source_code)$/,
};

test('every column that names a row of the same service has its constraint', async () => {
  const rows = await database.query<{ place: string }>(
    `select c.table_schema || '.' || c.table_name || '.' || c.column_name as place
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema = any($1) and c.column_name ~ '_(code|reference|finess)$' and not exists (
       select from pg_constraint k
       where k.contype = 'f' and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
         and (select a.attnum from pg_attribute a where a.attrelid = k.conrelid and a.attname = c.column_name) = any(k.conkey))`,
    [schemas],
  );
  const places = rows.map((row) => row.place);
  const allowed = Object.values(without);
  expect(places.filter((place) => !allowed.some((pattern) => pattern.test(place)))).toEqual([]);
  // No excuse is kept longer than it is needed.
  expect(allowed.filter((pattern) => !places.some((place) => pattern.test(place)))).toEqual([]);
});

test('every constraint refers to a table of its own service', async () => {
  const rows = await database.query<{ name: string }>(
    `select k.conname as name from pg_constraint k join pg_class own on own.oid = k.conrelid join pg_class other on other.oid = k.confrelid
     where k.contype = 'f' and own.relnamespace <> other.relnamespace`,
  );
  expect(rows).toEqual([]);
});

test('every constraint has an index to follow it back', async () => {
  const rows = await database.query<{ name: string; table: string }>(
    `select k.conname as name, k.conrelid::regclass::text as "table" from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where k.contype = 'f' and n.nspname = any($1) and k.confrelid <> 'establishments.source'::regclass and not exists (
       select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])`,
    [schemas],
  );
  expect(rows).toEqual([]);
});
