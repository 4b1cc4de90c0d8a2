import type { Module } from '../../kit/service.ts';
import { EstablishmentMembershipsResolver } from './establishment.ts';
import { GroupingIdentifier } from './grouping-identifier.entity.ts';
import { Grouping, GroupingInhabitants } from './grouping.entity.ts';
import { groupings } from './grouping.listing.ts';
import { GroupingResolver } from './grouping.resolver.ts';
import { Membership } from './membership.entity.ts';
import { MembershipResolver } from './membership.resolver.ts';

export const groupingsModule: Module = {
  name: 'groupings',
  entities: [Grouping, GroupingIdentifier, GroupingInhabitants, Membership],
  resolvers: [GroupingResolver, MembershipResolver, EstablishmentMembershipsResolver],
  entityTypes: [{ type: Grouping, key: 'code', isNode: true, find: (context, key) => context.find(groupings, key) }],
};
