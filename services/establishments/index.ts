import type { Service } from '../shared/service.ts';
import { groupingsModule } from './groupings/index.ts';
import { Register } from './migrations/20261122-register.ts';
import { nodesModule } from './nodes/index.ts';
import { registerModule } from './register/index.ts';
import { sourcesModule } from './sources/index.ts';
import { territoriesModule } from './territories/index.ts';

/** The register of establishments, the territories they lie in and the groupings that bind them. */
export const establishments: Service = {
  name: 'establishments',
  modules: [nodesModule, registerModule, territoriesModule, groupingsModule, sourcesModule],
  migrations: [Register],
};
