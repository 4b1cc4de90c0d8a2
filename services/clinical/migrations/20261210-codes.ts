import { Migration } from '@mikro-orm/migrations';

const tables = [
  'care_unit',
  'teleradiology_flow',
  'laboratory',
  'lab_referral',
  'pharmacy',
  'pharmacy_supply',
  'research_structure',
  'research_participation',
  'study',
  'study_centre',
  'training_post',
  'workforce_need',
];

/** Codes may be those of a partner's own systems, such as `UF_0123`. */
export class Codes extends Migration {
  override up(): void {
    for (const table of tables) {
      this.addSql(`
        alter table ${table} drop constraint ${table}_code_check,
          add constraint ${table}_code_check check (code ~ '^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$')`);
    }
  }
}
