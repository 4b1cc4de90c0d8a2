import type pg from 'pg';
import { regionalHospitalsWithoutUniversity as others } from './regional-hospitals.ts';

// 114: hospitals of the armed forces' health service.
const military = `
  update establishment as one set is_military = not is_military
  where is_military is distinct from (
    (level = 'SITE' and category_code = '114') is true
    or exists (select from establishment as site where site.legal_entity_finess = one.finess and site.level = 'SITE' and site.category_code = '114'))`;

// 101: regional hospitals. They are university hospitals except for the legal entities of $1, each until the date of $2 (null: still).
const university = `
  with other as (select legal_entity from unnest($1::text[], $2::date[]) as listed (legal_entity, until) where until is null or until > current_date),
    site as (
      select finess, legal_entity_finess from establishment
      where level = 'SITE' and category_code = '101' and legal_entity_finess not in (select legal_entity from other))
  update establishment as one set is_university_hospital = not is_university_hospital
  where is_university_hospital is distinct from (
    exists (select from site where site.finess = one.finess) or exists (select from site where site.legal_entity_finess = one.finess))`;

/** Derives from the categories of sites which establishments are military and which are university hospitals. */
export async function deriveFlags(client: pg.ClientBase): Promise<void> {
  await client.query(military);
  await client.query(university, [others.map((row) => row.legalEntity), others.map((row) => row.until)]);
}
