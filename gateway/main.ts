import { createServer } from 'node:http';
import { operationNames, readOperations } from '../schema/operations.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { readEnv, subgraphSecret } from '../services/shared/env.ts';
import { OperatorError } from '../services/shared/errors.ts';
import { DateScalar, DateTimeScalar } from '../services/shared/scalars.ts';
import { createLogger } from '../services/shared/logger.ts';
import { openSight } from '../services/shared/sight/sight.ts';
import { listen, runCommand, serveUntilSignal, stop, type Running } from '../services/shared/process.ts';
import { tokenVerifierOf } from './identity.ts';
import { createRemoteGateway } from './remote.ts';
import { serviceChecks } from './remote/service-checks.ts';
import { gatewaySettings } from './settings.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const urls = env.SUBGRAPHS;
  if (!urls)
    throw new OperatorError(
      "SUBGRAPHS is missing: give the services' addresses, such as establishments=http://10.0.0.1:4001/graphql",
    );
  const verifyToken = tokenVerifierOf(env);
  const secret = subgraphSecret(env);
  await serveUntilSignal(async (): Promise<Running> => {
    const operations = await readOperations();
    const sight = await openSight(env, logger, { part: 'gateway', operations: operationNames(operations) });
    const gateway = createRemoteGateway({
      ...(await gatewaySettings(env, logger)),
      supergraph: await readSupergraph(),
      urls,
      scalars: [DateScalar, DateTimeScalar],
      verifyToken,
      secret,
      ready: serviceChecks(urls),
      sight,
    });
    const server = createServer((request, response) => gateway.requestListener(request, response));
    logger.info(`the graph and its explorer: ${await listen(server, env)}`);
    return {
      close: async () => {
        await stop(server);
        await gateway.dispose();
        await sight.close();
      },
    };
  }, logger);
});
