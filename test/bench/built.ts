import type { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import type { publicSchema } from '../../schema/check.ts';
import type { readSupergraph } from '../../schema/supergraph.ts';
import type { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import type { createSubgraph } from '../../services/kit/subgraph/create-subgraph.ts';
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

/** The parts of the hub that the benchmark uses in its own process. */
export const hub = {
  ...(await built<{ openCluster: typeof openCluster }>('services/kit/database/embedded/cluster.js')),
  ...(await built<{ migrate: typeof migrate }>('services/kit/database/migrate.js')),
  ...(await built<{ encodeNodeId: typeof encodeNodeId }>('services/kit/reading/node-id.js')),
  ...(await built<{ services: typeof services }>('services/registry.js')),
  ...(await built<{ createLocalGateway: typeof createLocalGateway }>('gateway/server/local-gateway.js')),
  ...(await built<{ ServiceDatabase: typeof ServiceDatabase }>('services/kit/database/service-database.js')),
  ...(await built<{ createSubgraph: typeof createSubgraph }>('services/kit/subgraph/create-subgraph.js')),
  ...(await built<{ readSupergraph: typeof readSupergraph }>('schema/supergraph.js')),
  ...(await built<{ publicSchema: typeof publicSchema }>('schema/check.js')),
  ...(await built<{ seed: typeof seed }>('imports/seed.js')),
  ...(await built<{ runImport: typeof runImport }>('imports/run.js')),
  ...(await built<{ finess: typeof finess }>('imports/finess/index.js')),
  ...(await built<{ sae: typeof sae }>('imports/sae/index.js')),
};
