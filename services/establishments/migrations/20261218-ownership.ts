import { Migration } from '@mikro-orm/migrations';
import { ownPairs, ownRows, stampRows } from '../../kit/database/ownership.ts';

/** Who may change rows of the datasets, and how often each changed. */
export class Ownership extends Migration {
  override up(): void {
    const statements = [
      stampRows,
      ...ownRows('source', ['imported_at']),
      ...ownRows('identifier'),
      ...ownRows('succession'),
      ...ownRows('"grouping"', ['listed_on']),
      ...ownRows('grouping_population'),
      ...ownRows('agreement'),
      ...ownPairs('agreement_party', 'agreement_reference', 'agreement', 'reference'),
      ...ownRows('membership'),
      ...ownRows('cooperation_action'),
      ...ownPairs('cooperation_action_beneficiary', 'action_reference', 'cooperation_action', 'reference'),
      ...ownRows('cooperation_action_status'),
      // The last status of an action follows from rows that may be of another institution than the action.
      'alter function derive_status_of_action() security definer',
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
