import type { Service } from '../kit/service.ts';
import { aggregatesModule } from './aggregates/index.ts';
import { codeSystemsModule } from './code-systems/index.ts';
import { coverageModule } from './coverage/index.ts';
import { dependenciesModule } from './dependencies/index.ts';
import { foreignModule } from './foreign/index.ts';
import { impactModule } from './impact/index.ts';
import { indicatorsModule } from './indicators/index.ts';
import { Edges } from './migrations/20261126-edges.ts';
import { Offers } from './migrations/20261126-offers.ts';
import { LookUps } from './migrations/20261129-look-ups.ts';
import { LoadedStatistics } from './migrations/20261207-loaded-statistics.ts';
import { NomenclatureCodes } from './migrations/20261208-nomenclature-codes.ts';
import { FoldedCodes } from './migrations/20261213-folded-codes.ts';
import { replicationModule } from './replication/index.ts';
import { searchModule } from './search/index.ts';
import { simulationModule } from './simulation/index.ts';

/** The read side, which spans the domains of the other services. */
export const insights: Service = {
  name: 'insights',
  modules: [
    foreignModule,
    codeSystemsModule,
    coverageModule,
    dependenciesModule,
    impactModule,
    indicatorsModule,
    replicationModule,
    searchModule,
    aggregatesModule,
    simulationModule,
  ],
  migrations: [Edges, Offers, LookUps, LoadedStatistics, NomenclatureCodes, FoldedCodes],
  isReadSide: true,
};
