import { sql } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { TableListing } from '../tables.ts';
import { RegisterEvent } from './register-event.entity.ts';

interface RegisterEventsWhere {
  code?: string | null;
}

@ArgsType()
export class RegisterEventsArgs extends ForwardPageArgs implements RegisterEventsWhere {
  @Field(() => String, { nullable: true, description: 'Only those with this code; defaults to all.' })
  code?: string | null;
}

const registerEventCondition = ({ code }: RegisterEventsWhere): Condition =>
  allOf(code == null ? [] : [sql<boolean>`v.code = ${code}`]);

export const registerEvents: TableListing<RegisterEvent, RegisterEventsWhere> = {
  name: 'register events',
  from: (db) => db.selectFrom('register_event as v'),
  columns: columnsOf(RegisterEvent, 'v'),
  key: { name: 'KEY', expression: sql`v.key`, type: 'text' },
  condition: registerEventCondition,
};

/** The events of an establishment and of its activities. */
export const eventsOf = (establishment: EstablishmentRow): Parent => ({
  name: 'establishment',
  column: sql`v.establishment_finess`,
  key: establishment.finess,
});
