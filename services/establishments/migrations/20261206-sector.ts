import { Migration } from '@mikro-orm/migrations';

/** The sectors of establishments, and the legal statuses that they follow from. */
export class Sectors extends Migration {
  override up(): void {
    const sectors = `('PUBLIC', 'PRIVATE_NON_PROFIT', 'PRIVATE_FOR_PROFIT', 'UNKNOWN')`;
    this.addSql(`
      create table legal_status (
        code text collate "C" primary key,
        label text not null check (label <> ''),
        sector text collate "C" not null check (sector in ${sectors})
      )`);
    this.addSql(`
      alter table establishment
        add column sector text collate "C" not null default 'UNKNOWN' check (sector in ${sectors})`);
    this.addSql('create index establishment_sector on establishment (sector, finess)');
    this.addSql(`delete from nomenclature where system = 'finess-legal-status'`);
  }
}
