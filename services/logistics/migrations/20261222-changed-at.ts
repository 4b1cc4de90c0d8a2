import { Migration } from '@mikro-orm/migrations';
import { indexChanges } from '../../kit/database/changed-at.ts';

/** What of kitchens and laundries has changed since a moment. */
export class ChangedAt extends Migration {
  override up(): void {
    this.addSql(indexChanges('production_unit'));
  }
}
