import type { Module } from '../../kit/service.ts';
import { EstablishmentMatchResolver, MatchReasonResolver } from './match.resolver.ts';

export const searchModule: Module = {
  name: 'search',
  entities: [],
  resolvers: [EstablishmentMatchResolver, MatchReasonResolver],
  entityTypes: [],
};
