import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order in which questions read. */
export class Reading extends Migration {
  override up(): void {
    // GiST is searched well by its first column alone, yet the planner takes it to be by any: few contracts are of one
    // customer, many of one unit, for which the planner prefers another index.
    this.addSql(`
      alter table supply_contract drop constraint supply_contract_period,
        add constraint supply_contract_period unique (customer_finess, unit_code, period without overlaps) deferrable`);
  }
}
