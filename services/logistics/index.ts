import type { Service } from '../kit/service.ts';
import { datasets } from './datasets/index.ts';
import { cateringModule } from './catering/index.ts';
import { foreignModule } from './foreign/index.ts';
import { laundryModule } from './laundry/index.ts';
import { Supply } from './migrations/20261125-supply.ts';
import { Reading } from './migrations/20261127-reading.ts';
import { Codes } from './migrations/20261210-codes.ts';
import { Folding } from './migrations/20261211-folding.ts';
import { Ownership } from './migrations/20261218-ownership.ts';
import { ChangedAt } from './migrations/20261222-changed-at.ts';
import { supplyModule } from './supply/index.ts';
import { tracked } from './tracked-tables.ts';

/** The logistics of establishments: catering and laundry. */
export const logistics: Service = {
  name: 'logistics',
  modules: [foreignModule, supplyModule, cateringModule, laundryModule],
  datasets,
  migrations: [Supply, Reading, Codes, Folding, Ownership, ChangedAt],
  tracked,
};
