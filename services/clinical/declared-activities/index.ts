import type { Module } from '../../kit/service.ts';
import { DeclaredActivity } from './declared-activity.entity.ts';
import { DeclaredActivityResolver } from './declared-activity.resolver.ts';
import { EstablishmentDeclaredActivitiesResolver } from './establishment.ts';
import { StatisticsCode } from './statistics-code.entity.ts';

export const declaredActivitiesModule: Module = {
  name: 'declared-activities',
  entities: [DeclaredActivity, StatisticsCode],
  resolvers: [DeclaredActivityResolver, EstablishmentDeclaredActivitiesResolver],
  entityTypes: [],
};
