import { Migration } from '@mikro-orm/migrations';

/** The days of what only some forms of the register state, so that an older extract does not replace what a newer one says. */
export class RegisterDays extends Migration {
  override up(): void {
    this.addSql('alter table nomenclature add column listed_on date');
    this.addSql('alter table establishment add column category_listed_on date');
  }
}
