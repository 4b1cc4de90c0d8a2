import type { Module } from '../../kit/service.ts';
import { EstablishmentWorkforceResolver } from './establishment.ts';
import { WorkforceFigure } from './workforce-figure.entity.ts';
import { WorkforceFigureResolver } from './workforce-figure.resolver.ts';

export const workforceModule: Module = {
  name: 'workforce',
  entities: [WorkforceFigure],
  resolvers: [WorkforceFigureResolver, EstablishmentWorkforceResolver],
  entityTypes: [],
};
