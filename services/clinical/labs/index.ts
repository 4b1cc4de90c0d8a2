import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionLabsResolver } from './cooperation-action.ts';
import { EstablishmentLabsResolver } from './establishment.ts';
import { LabReferral } from './lab-referral.entity.ts';
import { LabReferralResolver } from './lab-referral.resolver.ts';
import { Laboratory, LaboratorySharing } from './laboratory.entity.ts';
import { laboratories } from './laboratory.listing.ts';
import { LaboratoryResolver } from './laboratory.resolver.ts';

export const labsModule: Module = {
  name: 'labs',
  entities: [Laboratory, LaboratorySharing, LabReferral],
  resolvers: [
    ownerResolver(Laboratory, Establishment, establishmentOf),
    LaboratoryResolver,
    LabReferralResolver,
    EstablishmentLabsResolver,
    CooperationActionLabsResolver,
  ],
  entityTypes: [
    { type: Laboratory, key: 'id', isNode: true, find: (context, code) => context.find(laboratories, code) },
  ],
};
