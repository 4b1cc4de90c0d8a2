import { Migration } from '@mikro-orm/migrations';

/** How establishments are found by their place. */
export class Places extends Migration {
  override up(): void {
    // The planner knows how many rows a range of degrees has, but not a box: it would measure each row of a large circle for one page.
    this.addSql('drop index establishment_place');
    this.addSql('create index establishment_place on establishment (latitude, longitude)');
  }
}
