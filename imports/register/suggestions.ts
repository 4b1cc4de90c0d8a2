import type pg from 'pg';
import type { UnitSuggestion } from '../pipeline/summary.ts';

// 695 to 697: groupings of health cooperation; 698, 699: what has no category of its own, some groupings among them.
const categories = `'695', '696', '697', '698', '699'`;

/**
 * What the names of a laundry and of a kitchen say, in folded words. Words are cut where the register's 38 characters end
 * or where someone cut them (BLANCHIS., RESTAUR., BLANC INTER HOSP), or run into the next one (BLANCHISSERIEINTER).
 * White things (Dame Blanche, Mont-Blanc, Dr Blanc) are no laundries, and a restaurant is no kitchen that delivers.
 */
const words: Record<UnitSuggestion['kind'], string> = {
  LINEN: String.raw`\m(blanchis|blanch\M|blanc inter|buanderie|linge\M|textiles?\M)`,
  MEALS: String.raw`\m(restaur(?!ant)|cuisin(e|\M)|culinaire|ucpa?\M)`,
};

// A kitchen does not make known the laundry of the same name, so that only a unit of the kind counts. One that is closed
// counts too: somebody has told of it. Qualified, for unqualified names are the establishments'.
// Groupings are picked out first: right after an import, the index of words has yet to sort in what it put off.
const suggestions = `
  with grouped as materialized (select * from establishment where category_code in (${categories}) and closed_on is null)
  select one.finess as site, one.name, named.kind, regexp_replace(one.city, ' CED(E|EX( .*)?)?$', '') as town
  from grouped as one
  join (values ('LINEN', $1::text), ('MEALS', $2)) as named (kind, words) on one.search_text ~ named.words
  where (one.level = 'SITE' or not exists (select from establishment as site where site.legal_entity_finess = one.finess))
    and not exists (
      select from logistics.production_unit as unit
      where unit.kind = named.kind and (
        unit.site_finess = one.finess or unit.operator_finess in (one.finess, one.legal_entity_finess)
        or unit.operated_by_code in (
          select code from "grouping" where legal_entity_finess = coalesce(one.legal_entity_finess, one.finess))))
  order by one.finess, named.kind`;

/** Finds what the register's names tell of kitchens and laundries that no production unit stands for. It only reads. */
export async function suggestUnits(client: pg.ClientBase): Promise<UnitSuggestion[]> {
  const { rows } = await client.query<UnitSuggestion>(suggestions, [words.LINEN, words.MEALS]);
  return rows;
}
