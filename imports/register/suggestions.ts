import type pg from 'pg';
import type { UnitSuggestion } from '../pipeline/summary.ts';

// 695 to 697: groupings of health cooperation; 698, 699: other establishments, including some groupings.
const categories = `'695', '696', '697', '698', '699'`;

/**
 * Words in the folded names of laundries and kitchens. The register cuts names after 38 characters, and some words are abbreviated
 * (BLANCHIS., RESTAUR., BLANC INTER HOSP) or run together (BLANCHISSERIEINTER). Other names with "blanc" (Dame Blanche, Mont-Blanc,
 * Dr Blanc) must not match, nor must restaurants, which do not deliver.
 */
const words: Record<UnitSuggestion['kind'], string> = {
  LINEN: String.raw`\m(blanchis|blanch\M|blanc inter|buanderie|linge\M|textiles?\M)`,
  MEALS: String.raw`\m(restaur(?!ant)|cuisin(e|\M)|culinaire|ucpa?\M)`,
};

// Only units of the same kind count as known, closed ones included. Table names of logistics are qualified, as unqualified names are
// those of the establishments service. Groupings are selected first, since right after an import the trigram index still has a long
// pending list.
const suggestions = `
  with grouped as materialized (select * from establishment where category_code in (${categories}) and closed_on is null and listed_on = any($3))
  select one.finess as site, one.name, named.kind, regexp_replace(one.city, ' CED(E|EX( .*)?)?$', '') as town
  from grouped as one
  join (values ('LINEN', $1::text), ('MEALS', $2)) as named (kind, words) on concat_ws(' ', one.name_folded, fold(one.long_name)) ~ named.words
  where (one.level = 'SITE' or not exists (select from establishment as site where site.legal_entity_finess = one.finess))
    and not exists (
      select from logistics.production_unit as unit
      where unit.kind = named.kind and (
        unit.site_finess = one.finess or unit.operator_finess in (one.finess, one.legal_entity_finess)
        or unit.operated_by_code in (
          select code from "grouping" where legal_entity_finess = coalesce(one.legal_entity_finess, one.finess))))
  order by one.finess, named.kind`;

/**
 * Finds names of kitchens and laundries that have no production unit, among the establishments that extracts of these days list. It
 * only reads.
 */
export async function suggestUnits(client: pg.ClientBase, extractedOn: string[]): Promise<UnitSuggestion[]> {
  const { rows } = await client.query<UnitSuggestion>(suggestions, [words.LINEN, words.MEALS, extractedOn]);
  return rows;
}
