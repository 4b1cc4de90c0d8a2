import { Migration } from '@mikro-orm/migrations';
import { ownRows, stampRows } from '../../kit/database/ownership.ts';

/** Who may change rows of the datasets, and how often each changed. */
export class Ownership extends Migration {
  override up(): void {
    const statements = [stampRows, ...ownRows('production_unit'), ...ownRows('supply_contract')];
    for (const statement of statements) this.addSql(statement);
  }
}
