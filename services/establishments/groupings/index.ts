import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { findEstablishment } from '../register/establishment.listing.ts';
import { EstablishmentMembershipsResolver } from './establishment.ts';
import { GroupingIdentifier } from './grouping-identifier.entity.ts';
import { Grouping, GroupingInhabitants } from './grouping.entity.ts';
import { findMembership, groupings } from './grouping.listing.ts';
import { GroupingResolver } from './grouping.resolver.ts';
import { Membership } from './membership.entity.ts';
import { MembershipResolver } from './membership.resolver.ts';

export const groupingsModule: Module = {
  name: 'groupings',
  entities: [Grouping, GroupingIdentifier, GroupingInhabitants, Membership],
  resolvers: [
    ownerResolver(Grouping, Establishment, findEstablishment),
    ownerResolver(Membership, Establishment, findEstablishment),
    GroupingResolver,
    MembershipResolver,
    EstablishmentMembershipsResolver,
  ],
  entityTypes: [
    { type: Grouping, key: 'code', isNode: true, find: (context, key) => context.find(groupings, key) },
    { type: Membership, key: 'id', isNode: true, find: findMembership },
  ],
};
