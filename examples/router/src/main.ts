import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime, type GatewayPlugin } from '@graphql-hive/gateway-runtime';
import { callerOf, type Caller } from './caller.ts';
import { port, secret, services, supergraphFile } from './settings.ts';
import { signatureOf } from './signature.ts';

const serviceAt = new Map([...services].map(([name, url]) => [url, name]));

/** Identifies the caller of each request, and signs what the router sends to the services for that caller. */
const signing: GatewayPlugin<{ caller: Caller | null }> = {
  async onContextBuilding({ context, extendContext }) {
    extendContext({ caller: await callerOf(context.request.headers.get('authorization')) });
  },
  onFetch({ url, options, setOptions, context }) {
    const service = serviceAt.get(url);
    if (service === undefined || !('caller' in context)) return;
    const signature = signatureOf(secret, service, String(options.body), context.caller ?? null);
    setOptions({ ...options, headers: { ...options.headers, ...signature } });
  },
};

const router = createGatewayRuntime({
  supergraph: await readFile(supergraphFile, 'utf8'),
  // The supergraph names no addresses: they belong to the place where it is deployed.
  transportEntries: Object.fromEntries([...services].map(([name, location]) => [name, { location }])),
  plugins: () => [signing],
});

const server = createServer(router);
server.listen(port, '127.0.0.1', () => {
  const { port: own } = server.address() as AddressInfo;
  process.stdout.write(`The router: http://127.0.0.1:${own}/graphql\n`);
});
process.once('SIGTERM', () => server.close(() => router.dispose()));
