import { Migration } from '@mikro-orm/migrations';

const tables = ['production_unit', 'supply_contract'];

/** Codes may be those of a partner's own systems, such as `UF_0123`. */
export class Codes extends Migration {
  override up(): void {
    for (const table of tables) {
      this.addSql(`
        alter table ${table} drop constraint ${table}_code_check,
          add constraint ${table}_code_check check (code ~ '^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$')`);
    }
  }
}
