// Hive Gateway before the services as it comes: its own planner, in JavaScript, and no option but the supergraph. What it
// sends, by @graphql-mesh/transport-http, which it loads by its name, is signed.
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { announce, readSettings, signer, supergraphOf } from './process.ts';

const settings = readSettings();
const sign = signer(settings);
const runtime = createGatewayRuntime({
  supergraph: await supergraphOf(settings),
  logging: 'error',
  plugins: () => [
    {
      onFetch({ url, options, setOptions }) {
        setOptions({ ...options, headers: { ...options.headers, ...sign(url, options.body) } });
      },
    },
  ],
});
await runtime.getSchema();
announce(createServer((request, response) => void runtime.requestListener(request, response)));
