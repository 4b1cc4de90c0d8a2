import { readDatasets } from '../schema/datasets.ts';
import { operationNames, readOperations } from '../schema/operations.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { createDrainingServer } from './draining-server.ts';
import { readEnv, subgraphSecret } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { DateScalar, DateTimeScalar } from '../services/kit/vocabulary/scalars.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { openObservability } from '../platform/observability/observability.ts';
import { listen } from '../platform/listen.ts';
import { runCommand, serveUntilSignal, type Running } from '../platform/process.ts';
import { openCounting } from '../gateway/rules/rate-settings.ts';
import { tokenVerifierOf } from '../gateway/rules/identity/token-settings.ts';
import { createRemoteGateway } from '../gateway/server/remote-gateway.ts';
import { serviceChecks } from '../gateway/server/service-checks.ts';
import { gatewaySettings } from '../gateway/server/settings.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const urls = env.SUBGRAPHS;
  if (!urls)
    throw new OperatorError(
      "SUBGRAPHS is missing: set it to the services' addresses, such as establishments=http://10.0.0.1:4001/graphql",
    );
  const verifyToken = tokenVerifierOf(env);
  const secret = subgraphSecret(env);
  await serveUntilSignal(async (): Promise<Running> => {
    const operations = await readOperations();
    const observability = await openObservability(env, logger, {
      part: 'gateway',
      operations: operationNames(operations),
    });
    for (const name of Object.keys(urls)) observability.metrics?.circuit(name, false);
    const draining = createDrainingServer(env, logger, observability.metrics);
    const counting = await openCounting(env, logger, observability.metrics);
    const gateway = createRemoteGateway({
      ...(await gatewaySettings(env, logger, counting)),
      supergraph: await readSupergraph(),
      urls,
      datasets: await readDatasets(),
      scalars: [DateScalar, DateTimeScalar],
      verifyToken,
      secret,
      timeout: env.SUBGRAPH_TIMEOUT_MS,
      breaker: {
        failures: env.SUBGRAPH_BREAKER_FAILURES,
        pauseMs: env.SUBGRAPH_BREAKER_PAUSE_MS,
        onChange: (subgraph, state) => {
          logCircuit(logger, subgraph, state);
          observability.metrics?.circuit(subgraph, state === 'open');
        },
      },
      ready: serviceChecks(urls),
      draining: () => draining.isDraining,
      observability,
    });
    draining.server.on('request', (request, response) => gateway.requestListener(request, response));
    gateway.prepare();
    logger.info(`the graph and its explorer: ${await listen(draining.server, env)}`);
    return {
      drainMs: env.DRAIN_MS,
      close: async () => {
        await draining.close();
        await gateway.dispose();
        counting.store?.close();
        await observability.close();
      },
    };
  }, logger);
});

function logCircuit(logger: Logger, subgraph: string, state: 'open' | 'closed'): void {
  if (state === 'open') logger.error({ subgraph }, 'Circuit opened for service');
  else logger.info({ subgraph }, 'Circuit closed for service');
}
