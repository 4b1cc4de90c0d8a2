import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CareActivity, GroupingCareActivity } from './care-activity.entity.ts';
import { CareActivityResolver, GroupingCareActivityResolver } from './care-activity.resolver.ts';
import { CareUnit, CareUnitStaff, Discipline } from './care-unit.entity.ts';
import { careUnits } from './care-unit.listing.ts';
import { CareUnitResolver } from './care-unit.resolver.ts';
import { CooperationActionCareResolver } from './cooperation-action.ts';
import { EstablishmentCareResolver } from './establishment.ts';
import { GroupingCareResolver } from './grouping.ts';

export const careModule: Module = {
  name: 'care',
  entities: [Discipline, CareUnit, CareUnitStaff, CareActivity, GroupingCareActivity],
  resolvers: [
    ownerResolver(CareUnit, Establishment, establishmentOf),
    CareUnitResolver,
    CareActivityResolver,
    GroupingCareActivityResolver,
    EstablishmentCareResolver,
    GroupingCareResolver,
    CooperationActionCareResolver,
  ],
  entityTypes: [{ type: CareUnit, key: 'id', isNode: true, find: (context, code) => context.find(careUnits, code) }],
};
