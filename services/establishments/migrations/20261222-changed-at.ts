import { Migration } from '@mikro-orm/migrations';
import { indexChanges, stampChanges, stampMoment } from '../../kit/database/changed-at.ts';

const listed = ['listed_on', 'category_listed_on', 'phone_listed_on', 'location_listed_on'];

/** When each establishment and territory last changed, and what has changed since. */
export class ChangedAt extends Migration {
  override up(): void {
    const statements = [
      stampMoment,
      ...stampChanges('establishment', [...listed, 'search_words']),
      ...stampChanges('territory'),
      ...['establishment', 'territory', '"grouping"', 'agreement', 'cooperation_action'].map(indexChanges),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
