import { Migration } from '@mikro-orm/migrations';

/** The days of the coordinates and telephone numbers of establishments, which only some extracts of the register state. */
export class PlaceDays extends Migration {
  override up(): void {
    this.addSql('alter table establishment add column location_listed_on date, add column phone_listed_on date');
  }
}
