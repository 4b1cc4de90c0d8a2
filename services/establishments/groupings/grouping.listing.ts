import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { requireKnownCodes } from '../../kit/reading/known-codes.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { territoryCodes } from '../../kit/register/register-codes.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { Context, TableListing } from '../tables.ts';
import { GroupingIdentifier } from './grouping-identifier.entity.ts';
import { Grouping, GroupingInhabitants } from './grouping.entity.ts';
import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';
import { groupingCondition, type GroupingWhere } from './grouping.filter.ts';
import { Membership } from './membership.entity.ts';
import { membershipCondition, type MembershipWhere } from './membership.filter.ts';

const columns = columnsOf(Grouping, 'g', ['nameFolded', 'listedOn']);

export type GroupingRow = Pick<Grouping, keyof typeof columns>;

export const groupings: TableListing<GroupingRow, GroupingWhere> = {
  name: 'groupings',
  from: (db) => db.selectFrom('grouping as g'),
  columns: columns,
  key: { name: 'CODE', expression: sql`g.code`, type: 'text' },
  condition: groupingCondition,
  explainNone: requireKnownCodes({ territory: territoryCodes }),
};

export const memberships: TableListing<Membership, MembershipWhere> = {
  name: 'memberships',
  from: (db) => db.selectFrom('membership as m'),
  columns: columnsOf(Membership, 'm'),
  key: { name: 'ID', expression: sql`m.id`, type: 'bigint' },
  condition: membershipCondition,
};

/** The membership with a number of the hub's; null for any other text that an id may have in its place. */
export const findMembership = (context: Context, key: string): Promise<Membership | null> =>
  context.find(memberships, /^\d{1,18}$/.test(key) ? key : null);

/** The numbers of groupings in other registers. */
export const groupingIdentifiers: TableListing<GroupingIdentifier> = {
  name: 'grouping identifiers',
  from: (db) => db.selectFrom('grouping_identifier as i'),
  columns: columnsOf(GroupingIdentifier, 'i'),
  key: { name: 'VALUE', expression: sql`(i.system, i.value)`, type: 'text' },
};

/** The numbers of a grouping. */
export const identifiersOf = (grouping: GroupingRow): Parent => ({
  name: 'grouping',
  column: sql`i.grouping_code`,
  key: grouping.code,
});

export const groupingInhabitants: TableListing<GroupingInhabitants> = {
  name: 'inhabitants of groupings',
  from: (db) => db.selectFrom('grouping_inhabitants as p'),
  columns: columnsOf(GroupingInhabitants, 'p'),
  key: { name: 'YEAR', expression: sql`p.year`, type: 'bigint' },
};

/** The inhabitants that a grouping serves, by year. */
export const inhabitantsOf = (grouping: GroupingRow): Parent => ({
  name: 'grouping',
  column: sql`p.grouping_code`,
  key: grouping.code,
});

/** The memberships of an establishment. */
export const membershipsOf = (establishment: EstablishmentRow): Parent => ({
  name: 'establishment',
  column: sql`m.establishment_finess`,
  key: establishment.finess,
});

/** The memberships of a grouping. */
export const membersOf = (grouping: GroupingRow): Parent => ({
  name: 'grouping',
  column: sql`m.grouping_code`,
  key: grouping.code,
});

const withoutLegalPersonality = new Set([
  GroupingKind.GHT,
  GroupingKind.GHT_PSYCHIATRY,
  GroupingKind.FMIH,
  GroupingKind.JOINT_MANAGEMENT,
]);

/** Whether a grouping is a legal person: by its kind, or because it has a legal entity. */
export const hasLegalPersonality = ({ kind, legalEntityFiness }: GroupingRow): boolean =>
  !withoutLegalPersonality.has(kind) && (kind !== GroupingKind.OTHER || legalEntityFiness !== null);
