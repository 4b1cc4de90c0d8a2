import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order in which questions read. */
export class Reading extends Migration {
  override up(): void {
    // GiST is searched well by its first column alone, yet the planner takes it to be by any: few rows are of one
    // establishment, many of one pharmacy or structure, for which the planner prefers another index.
    this.addSql(`
      alter table pharmacy_supply drop constraint pharmacy_supply_period,
        add constraint pharmacy_supply_period unique (customer_finess, pharmacy_code, activity, period without overlaps) deferrable`);
    this.addSql(`
      alter table research_participation drop constraint research_participation_period,
        add constraint research_participation_period
          unique (establishment_finess, structure_code, role, period without overlaps) deferrable`);
  }
}
