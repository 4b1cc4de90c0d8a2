import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionTrainingResolver } from './cooperation-action.ts';
import { EstablishmentTrainingResolver } from './establishment.ts';
import { InternCensus } from './intern-census.entity.ts';
import { InternCensusResolver } from './intern-census.resolver.ts';
import { Specialty } from './specialty.entity.ts';
import { TrainingPost, TrainingPostRotation } from './training-post.entity.ts';
import { trainingPosts } from './training-post.listing.ts';
import { TrainingPostConnectionResolver, TrainingPostResolver } from './training-post.resolver.ts';
import { WorkforceNeed } from './workforce-need.entity.ts';
import { WorkforceNeedResolver } from './workforce-need.resolver.ts';

export const trainingModule: Module = {
  name: 'training',
  entities: [Specialty, TrainingPost, TrainingPostRotation, InternCensus, WorkforceNeed],
  resolvers: [
    ownerResolver(TrainingPost, Establishment, establishmentOf),
    TrainingPostResolver,
    TrainingPostConnectionResolver,
    InternCensusResolver,
    WorkforceNeedResolver,
    EstablishmentTrainingResolver,
    CooperationActionTrainingResolver,
  ],
  entityTypes: [
    { type: TrainingPost, key: 'id', isNode: true, find: (context, code) => context.find(trainingPosts, code) },
  ],
};
