import { Migration } from '@mikro-orm/migrations';

/** How establishments take part in the public hospital service. */
export class PublicService extends Migration {
  override up(): void {
    this.addSql('alter table establishment add column public_service_code text collate "C"');
  }
}
