import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { TableListing } from '../tables.ts';
import type { Authorisation } from './authorisation.entity.ts';
import { AuthorisedCapacity } from './authorised-capacity.entity.ts';

export const authorisedCapacities: TableListing<AuthorisedCapacity> = {
  name: 'authorised capacities',
  from: (db) => db.selectFrom('authorised_capacity as c'),
  columns: columnsOf(AuthorisedCapacity, 'c'),
  key: { name: 'POSITION', expression: sql`(c.kind, c.position)`, type: 'text' },
};

/** The capacities of an authorisation. */
export const capacitiesOf = (authorisation: Authorisation): Parent => ({
  name: 'authorisation',
  column: sql`c.authorisation_code`,
  key: authorisation.code,
});
