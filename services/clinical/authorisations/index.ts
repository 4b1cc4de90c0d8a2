import type { Module } from '../../kit/service.ts';
import { Authorisation, AuthorisationCode } from './authorisation.entity.ts';
import { authorisations } from './authorisation.listing.ts';
import { AuthorisationResolver } from './authorisation.resolver.ts';
import { AuthorisedCapacity } from './authorised-capacity.entity.ts';
import { AuthorisedCapacityResolver } from './authorised-capacity.resolver.ts';
import { EstablishmentAuthorisationsResolver } from './establishment.ts';

export const authorisationsModule: Module = {
  name: 'authorisations',
  entities: [Authorisation, AuthorisationCode, AuthorisedCapacity],
  resolvers: [AuthorisationResolver, AuthorisedCapacityResolver, EstablishmentAuthorisationsResolver],
  entityTypes: [
    { type: Authorisation, key: 'id', isNode: true, find: (context, code) => context.find(authorisations, code) },
  ],
};
