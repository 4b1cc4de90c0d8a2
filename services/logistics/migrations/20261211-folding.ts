import { Migration } from '@mikro-orm/migrations';
import { foldAgain } from '../../kit/database/fold.ts';

/** Names with ligatures and full-width letters are folded to plain ones. */
export class Folding extends Migration {
  override up(): void {
    for (const statement of foldAgain({ production_unit: 'name' })) this.addSql(statement);
  }
}
