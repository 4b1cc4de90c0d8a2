import { sql } from 'kysely';
import type { Condition } from '../reading/condition.ts';
import { MembershipRole } from '../vocabulary/membership-role.ts';

/** Whether a membership `m` has one of some roles. Partners are not members: only those who ask for them find them. */
export const hasRole = (roles: MembershipRole[] | null | undefined): Condition =>
  roles ? sql<boolean>`m.role = any(${roles}::text[])` : sql<boolean>`m.role <> ${sql.lit(MembershipRole.PARTNER)}`;

/** Whether a membership `m` makes its establishment a part of the grouping: associates and partners work with it from outside. */
export const isPartOfGrouping: Condition = sql<boolean>`m.role not in (${sql.lit(MembershipRole.ASSOCIATE)}, ${sql.lit(MembershipRole.PARTNER)})`;
