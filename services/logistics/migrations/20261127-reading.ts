import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order in which questions read. */
export class Reading extends Migration {
  override up(): void {
    // GiST is searched well by its first column alone, yet the planner takes it to be by any: each way of reading has its own.
    this.addSql(`
      alter table supply_contract drop constraint supply_contract_period,
        add constraint supply_contract_period unique (customer_finess, unit_code, period without overlaps) deferrable`);
    this.addSql('create index supply_contract_unit_period on supply_contract using gist (unit_code, period)');
  }
}
