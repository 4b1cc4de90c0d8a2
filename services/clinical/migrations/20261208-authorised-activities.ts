import { Migration } from '@mikro-orm/migrations';

/** Who is authorised to which activity. */
export class AuthorisedActivities extends Migration {
  override up(): void {
    this.addSql('create index authorisation_activity on authorisation (activity_code, nature)');
  }
}
