import { Migration } from '@mikro-orm/migrations';

const tables = ['agreement', 'cooperation_action'];

/** Codes may be those of a partner's own systems, such as `UF_0123`. */
export class Codes extends Migration {
  override up(): void {
    for (const table of tables) {
      this.addSql(`
        alter table ${table} drop constraint ${table}_reference_check,
          add constraint ${table}_reference_check check (reference ~ '^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$')`);
    }
  }
}
