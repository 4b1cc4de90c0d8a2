import type { Module } from '../../kit/service.ts';
import { RegisterEvent } from './register-event.entity.ts';
import { EstablishmentEventsResolver, RegisterEventResolver } from './register-event.resolver.ts';

export const eventsModule: Module = {
  name: 'events',
  entities: [RegisterEvent],
  resolvers: [RegisterEventResolver, EstablishmentEventsResolver],
  entityTypes: [],
};
