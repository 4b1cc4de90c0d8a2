import { Migration } from '@mikro-orm/migrations';
import { foldAgain } from '../../kit/database/fold.ts';

/** Names with ligatures and full-width letters are folded to plain ones. */
export class Folding extends Migration {
  override up(): void {
    for (const statement of foldAgain({ care_unit: 'name', laboratory: 'name', pharmacy: 'name', study: 'title' }))
      this.addSql(statement);
  }
}
