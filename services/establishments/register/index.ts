import type { Module } from '../../kit/service.ts';
import { LegalStatus, Nomenclature } from './codes.entity.ts';
import { Establishment, Identifier } from './establishment.entity.ts';
import { establishments } from './establishment.listing.ts';
import { EstablishmentConnectionResolver, EstablishmentResolver } from './establishment.resolver.ts';
import { TerritoryEstablishmentsResolver } from './territory.ts';

export const registerModule: Module = {
  name: 'register',
  entities: [Establishment, Identifier, LegalStatus, Nomenclature],
  resolvers: [EstablishmentResolver, EstablishmentConnectionResolver, TerritoryEstablishmentsResolver],
  entityTypes: [
    { type: Establishment, key: 'finess', isNode: true, find: (context, key) => context.find(establishments, key) },
  ],
};
