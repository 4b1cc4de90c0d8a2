import { sql } from 'kysely';
import type { Condition } from '../reading/condition.ts';
import { MembershipRole } from '../vocabulary/membership-role.ts';

/** Whether a membership `m` makes its establishment a part of the grouping: associates and partners work with it from outside. */
export const isPartOfGrouping: Condition = sql<boolean>`m.role not in (${sql.lit(MembershipRole.ASSOCIATE)}, ${sql.lit(MembershipRole.PARTNER)})`;
