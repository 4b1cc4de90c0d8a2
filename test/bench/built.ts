import type { finess } from '../../imports/finess/index.ts';
import type { runImport } from '../../imports/run.ts';
import type { sae } from '../../imports/sae/index.ts';
import type { seed } from '../../imports/seed.ts';
import type { services } from '../../services/registry.ts';
import type { openCluster } from '../../services/kit/database/embedded/cluster.ts';
import type { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import type { migrate } from '../../services/kit/database/migrate.ts';

/** A module of the build: plain Node runs the benchmark, and takes no decorators. */
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}`, import.meta.url).href) as Promise<Module>;

/** The parts of the hub that the benchmark prepares its databases with. */
export const hub = {
  ...(await built<{ openCluster: typeof openCluster }>('services/kit/database/embedded/cluster.js')),
  ...(await built<{ migrate: typeof migrate }>('services/kit/database/migrate.js')),
  ...(await built<{ encodeNodeId: typeof encodeNodeId }>('services/kit/reading/node-id.js')),
  ...(await built<{ services: typeof services }>('services/registry.js')),
  ...(await built<{ seed: typeof seed }>('imports/seed.js')),
  ...(await built<{ runImport: typeof runImport }>('imports/run.js')),
  ...(await built<{ finess: typeof finess }>('imports/finess/index.js')),
  ...(await built<{ sae: typeof sae }>('imports/sae/index.js')),
};
