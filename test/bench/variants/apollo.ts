// Apollo Gateway before the services, served as its documentation says. What it sends is signed.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readSettings, signer, supergraphOf, withoutScopes } from './process.ts';

const settings = readSettings();
const logger = { debug() {}, info() {}, warn: process.emitWarning, error: process.emitWarning };
const sign = signer(settings);

/** A data source that sends as its class does, with a signature. */
function signed(source: RemoteGraphQLDataSource): RemoteGraphQLDataSource {
  const { fetcher } = source;
  source.fetcher = (url, init) => fetcher(url, { ...init, headers: { ...init?.headers, ...sign(url, init?.body) } });
  return source;
}

const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: withoutScopes(await supergraphOf(settings)),
    buildService: ({ url }) => signed(new RemoteGraphQLDataSource({ url })),
    logger,
  }),
  logger,
  stopOnTerminationSignals: false,
});
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
process.once('SIGTERM', () => process.exit());
process.stdout.write(`answers at ${new URL('/graphql', url).href}\n`);
