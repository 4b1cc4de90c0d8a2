import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionResearchResolver } from './cooperation-action.ts';
import { EstablishmentResearchResolver } from './establishment.ts';
import { ResearchParticipation } from './research-participation.entity.ts';
import { ResearchParticipationResolver } from './research-participation.resolver.ts';
import { ResearchStructure } from './research-structure.entity.ts';
import { researchStructures } from './research-structure.listing.ts';
import { ResearchStructureResolver } from './research-structure.resolver.ts';
import { StudyCentre } from './study-centre.entity.ts';
import { StudyCentreResolver } from './study-centre.resolver.ts';
import { Study } from './study.entity.ts';
import { studies } from './study.listing.ts';
import { StudyResolver } from './study.resolver.ts';

export const researchModule: Module = {
  name: 'research',
  entities: [ResearchStructure, ResearchParticipation, Study, StudyCentre],
  resolvers: [
    ownerResolver(ResearchStructure, Establishment, establishmentOf),
    ownerResolver(Study, Establishment, establishmentOf),
    ResearchStructureResolver,
    ResearchParticipationResolver,
    StudyResolver,
    StudyCentreResolver,
    EstablishmentResearchResolver,
    CooperationActionResearchResolver,
  ],
  entityTypes: [
    {
      type: ResearchStructure,
      key: 'id',
      isNode: true,
      find: (context, code) => context.find(researchStructures, code),
    },
    { type: Study, key: 'id', isNode: true, find: (context, code) => context.find(studies, code) },
  ],
};
