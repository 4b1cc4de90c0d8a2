import { Migration } from '@mikro-orm/migrations';
import { indexChanges, stampChanges, stampMoment, stampNamed, stampParents } from '../../kit/database/changed-at.ts';

const listed = ['care_unit', 'imaging_activity', 'laboratory', 'pharmacy', 'study', 'training_post'];

/** When each authorisation last changed, and what of each list has changed since. */
export class ChangedAt extends Migration {
  override up(): void {
    const statements = [
      stampMoment,
      stampNamed,
      ...stampChanges('authorisation', ['listed_on']),
      ...stampParents('authorised_capacity', 'authorisation_code', 'authorisation', 'code'),
      // The columns of a view are those that its table had when it was made.
      `create or replace view establishment_authorisation as
       select site_finess as establishment_finess, authorisation.* from authorisation
       union all
       select legal_entity_finess, authorisation.* from authorisation`,
      ...listed.map(indexChanges),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
