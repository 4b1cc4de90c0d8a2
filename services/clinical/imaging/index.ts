import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionImagingResolver } from './cooperation-action.ts';
import { EstablishmentImagingResolver } from './establishment.ts';
import { GroupingImagingActivityResolver, GroupingImagingResolver } from './grouping.ts';
import { GroupingImagingActivity, ImagingActivity } from './imaging-activity.entity.ts';
import { imagingActivities } from './imaging-activity.listing.ts';
import { ImagingActivityResolver } from './imaging-activity.resolver.ts';
import { TeleradiologyFlow } from './teleradiology-flow.entity.ts';
import { TeleradiologyFlowResolver } from './teleradiology-flow.resolver.ts';

export const imagingModule: Module = {
  name: 'imaging',
  entities: [ImagingActivity, GroupingImagingActivity, TeleradiologyFlow],
  resolvers: [
    ownerResolver(ImagingActivity, Establishment, establishmentOf),
    ImagingActivityResolver,
    TeleradiologyFlowResolver,
    GroupingImagingActivityResolver,
    EstablishmentImagingResolver,
    GroupingImagingResolver,
    CooperationActionImagingResolver,
  ],
  entityTypes: [
    { type: ImagingActivity, key: 'id', isNode: true, find: (context, id) => context.find(imagingActivities, id) },
  ],
};
