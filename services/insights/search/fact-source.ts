import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';

/** Facts of establishments that meet a filter, of which columns are selected. */
export type FactSource = (columns: RawBuilder<unknown>) => RawBuilder<unknown>;

/** The facts in some tables that meet all conditions. */
export const factSource =
  (from: RawBuilder<unknown>, conditions: Condition[]): FactSource =>
  (columns) =>
    sql`select ${columns} from ${from} where ${allOf(conditions)}`;
