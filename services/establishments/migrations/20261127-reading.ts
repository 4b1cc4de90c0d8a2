import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order in which questions read. */
export class Reading extends Migration {
  override up(): void {
    // GiST is searched well by its first column alone, yet the planner takes it to be by any: each way of reading has its own.
    this.addSql(`
      alter table membership drop constraint membership_period,
        add constraint membership_period unique (establishment_finess, grouping_code, role, period without overlaps)`);
    this.addSql('create index membership_grouping_period on membership using gist (grouping_code, period)');
    // Sites are counted by where they lie, and from the index alone.
    this.addSql('create index establishment_level_territory on establishment (level, territory_code)');
  }
}
