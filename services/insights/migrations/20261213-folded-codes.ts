import { Migration } from '@mikro-orm/migrations';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';

/**
 * The codes of all nomenclatures, each with the words by which it is found: territories have theirs folded already. Where the type of
 * a literal is not given, conditions on it do not reach into the view.
 */
export class FoldedCodes extends Migration {
  override up(): void {
    this.addSql(`
      create or replace view nomenclature_code as
      select system, code, label, establishments.fold(code || ' ' || label) as folded
      from (
        select system, code, label from establishments.nomenclature
        union all
        select '${CodeSystem.legalStatus}'::text collate "C", code, label from establishments.legal_status
        union all
        select '${CodeSystem.discipline}'::text collate "C", code, label from clinical.discipline
        union all
        select '${CodeSystem.specialty}'::text collate "C", code, label from clinical.specialty
        union all
        -- The same code of a modality may have another meaning in another activity.
        select system, code, string_agg(distinct label, ' / ') from clinical.authorisation_code group by system, code
        union all
        select system, code, label from clinical.statistics_code
      ) coded
      union all
      select '${CodeSystem.territory}'::text collate "C", code, name, lower(replace(code, '-', ' ')) || ' ' || name_folded
      from establishments.territory`);
  }
}
