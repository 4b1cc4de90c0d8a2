import { Migration } from '@mikro-orm/migrations';
import { ownPairs, ownRows, stampRows } from '../../kit/database/ownership.ts';

const tables = [
  'care_unit',
  'care_activity',
  'teleradiology_flow',
  'imaging_activity',
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

/** Who may change rows of the datasets, and how often each changed. */
export class Ownership extends Migration {
  override up(): void {
    const statements = [
      stampRows,
      ...tables.flatMap((table) => ownRows(table)),
      ...ownRows('intern_census', ['legal_entity_finess']),
      ...ownPairs('care_unit_staff', 'care_unit_code', 'care_unit', 'code'),
      ...ownPairs('laboratory_sharing', 'laboratory_code', 'laboratory', 'code'),
      ...ownPairs('training_post_rotation', 'training_post_code', 'training_post', 'code'),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
