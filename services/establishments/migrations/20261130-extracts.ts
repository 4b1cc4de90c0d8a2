import { Migration } from '@mikro-orm/migrations';

/** Extracts of authorisations beside those of the register. */
export class Extracts extends Migration {
  override up(): void {
    this.addSql(`
      alter table register_extract drop constraint register_extract_scope_check,
        add constraint register_extract_scope_check check (scope in ('LEGAL_ENTITIES', 'SITES', 'GROUPINGS', 'AUTHORISATIONS'))`);
  }
}
