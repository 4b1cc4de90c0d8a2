import type pg from 'pg';
import { CodeSystem } from '../../services/kit/vocabulary/coding.ts';
import { deriveFacts } from '../register/derived.ts';
import { CommuneFinder } from '../territories/commune-finder.ts';
import type { ReferenceEstablishment, ReferenceRegister } from './register-schema.ts';

const nomenclature = `
  insert into nomenclature (system, code, label)
  select distinct on ("categoryCode") '${CodeSystem.category}', "categoryCode", "categoryLabel"
  from jsonb_to_recordset($1) as given ("categoryCode" text, "categoryLabel" text)
  where "categoryCode" is not null
  on conflict (system, code) do nothing`;

const establishments = `
  insert into establishment (finess, level, name, long_name, category_code, legal_status_code, address_lines, postal_code, city, commune_code,
    territory_code, latitude, longitude, phone, opened_on, legal_entity_finess, source_code)
  select finess, level, coalesce(name, finess), "longName", "categoryCode", "legalStatusCode", coalesce("addressLines", '{}'), "postalCode", city, commune,
    coalesce(commune, department), latitude, longitude, phone, "openedOn", "legalEntity", source
  from jsonb_to_recordset($1) as given (finess text, level text, name text, "longName" text, "categoryCode" text, "legalStatusCode" text,
    "addressLines" text[], "postalCode" text, city text, commune text, department text, latitude float8, longitude float8, phone text, "openedOn" date,
    "legalEntity" text, source text)`;

const identifiers = `
  insert into identifier (establishment_finess, system, value, source_code)
  select finess, one.system, one.value, source
  from jsonb_to_recordset($1) as given (finess text, identifiers jsonb, source text)
  cross join lateral jsonb_to_recordset(identifiers) as one (system text, value text)`;

/** Fills an empty register with the establishments of the reference dataset. */
export async function loadRegister(client: pg.ClientBase, register: ReferenceRegister): Promise<void> {
  const communes = new CommuneFinder();
  const placed = JSON.stringify(
    register.establishments.map((row) => ({
      ...row,
      ...row.address,
      addressLines: row.address?.lines,
      ...placeOf(row, communes),
    })),
  );
  await client.query(nomenclature, [placed]);
  await client.query(establishments, [placed]);
  await client.query(identifiers, [placed]);
  await deriveFacts(client);
  await client.query('analyze establishment, identifier, nomenclature');
}

function placeOf(
  { finess, address }: ReferenceEstablishment,
  communes: CommuneFinder,
): { commune: string | null; department: string | null } {
  // A FINESS number begins with the code of the department that assigned it.
  const department = finess.slice(0, 2);
  const { communeCode, postalCode, city } = address ?? {};
  return communes.locate({ department, commune: communeCode ?? '', postalCode: postalCode ?? '', town: city ?? '' });
}
