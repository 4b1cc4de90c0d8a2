import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order in which questions read. */
export class Reading extends Migration {
  override up(): void {
    // GiST is searched well by its first column alone, yet the planner takes it to be by any: each way of reading has its own.
    this.addSql(`
      alter table pharmacy_supply drop constraint pharmacy_supply_period,
        add constraint pharmacy_supply_period unique (customer_finess, pharmacy_code, activity, period without overlaps) deferrable`);
    this.addSql('create index pharmacy_supply_pharmacy_period on pharmacy_supply using gist (pharmacy_code, period)');
    // The constraints of these begin with who asks.
    this.addSql(
      'create index teleradiology_flow_interpreter_period on teleradiology_flow using gist (interpreter_finess, period)',
    );
    this.addSql('create index lab_referral_laboratory_period on lab_referral using gist (laboratory_code, period)');
  }
}
