import { Migration } from '@mikro-orm/migrations';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';

/** The codes of all nomenclatures, which each service keeps where it uses them. */
export class NomenclatureCodes extends Migration {
  override up(): void {
    this.addSql(`
      create view nomenclature_code as
      select system, code, label from establishments.nomenclature
      union all
      select '${CodeSystem.legalStatus}' collate "C", code, label from establishments.legal_status
      union all
      select '${CodeSystem.territory}' collate "C", code, name from establishments.territory
      union all
      select '${CodeSystem.discipline}' collate "C", code, label from clinical.discipline
      union all
      select '${CodeSystem.specialty}' collate "C", code, label from clinical.specialty
      union all
      -- The same code of a modality may have another meaning in another activity.
      select system, code, string_agg(distinct label, ' / ') from clinical.authorisation_code group by system, code
      union all
      select system, code, label from clinical.statistics_code`);
  }
}
