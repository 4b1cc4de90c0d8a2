import type { Module } from '../../kit/service.ts';
import { LegalStatus, Nomenclature } from './codes.entity.ts';
import { Establishment, Identifier } from './establishment.entity.ts';
import { establishments } from './establishment.listing.ts';
import { EstablishmentConnectionResolver, EstablishmentResolver } from './establishment.resolver.ts';
import { Succession } from './succession.entity.ts';
import { EstablishmentSuccessionResolver, SuccessionResolver } from './succession.resolver.ts';
import { TerritoryEstablishmentsResolver } from './territory.ts';

export const registerModule: Module = {
  name: 'register',
  entities: [Establishment, Identifier, LegalStatus, Nomenclature, Succession],
  resolvers: [
    EstablishmentResolver,
    EstablishmentConnectionResolver,
    EstablishmentSuccessionResolver,
    SuccessionResolver,
    TerritoryEstablishmentsResolver,
  ],
  entityTypes: [
    { type: Establishment, key: 'finess', isNode: true, find: (context, key) => context.find(establishments, key) },
  ],
};
