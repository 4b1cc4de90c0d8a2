import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import http from '@graphql-mesh/transport-http';
import { fixtureSubgraphs, compose } from './fixture-subgraphs.ts';
import { serveSubgraph } from '../../services/shared/server.ts';
import { createLocalGateway } from '../../gateway/local.ts';
const { subgraphs, journal } = fixtureSubgraphs();
const logger = { error: (o, m) => {} };
const servers = await Promise.all(subgraphs.map((s) => serveSubgraph(s, { port: 0, logger })));
let sdl = compose(subgraphs);
const local = createLocalGateway({ supergraph: sdl, subgraphs, logger });
subgraphs.forEach((s, i) => { sdl = sdl.replace(`name: "${s.name}", url: ""`, `name: "${s.name}", url: "${servers[i].url}"`); });
const fetches = [];
const runtime = createGatewayRuntime({ supergraph: sdl, unifiedGraphHandler, transports: { http }, logging: false, maskedErrors: false, plugins: () => [{ onSubgraphExecute({ subgraphName, executionRequest }) { return ({ result }) => { fetches.push([subgraphName, JSON.stringify(executionRequest.variables), (globalThis as any).pr(executionRequest.document).replace(/\s+/g, ' '), JSON.stringify(result)]); } } }] } as any);
import { print } from 'graphql'; (globalThis as any).pr = print;
const ask = async (g, query, variables?) => { const r = await g.fetch(new Request('http://x/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })); return (r.status + ' ' + await r.text()).replaceAll(/"requestId":"[^"]*"/g, '').slice(0, 900); };
for (const source of [
 '{ hospitals { code labs { label meals hospital { name canteen { meals diet(kind: PRIVATE) } } } } }',
 '{ hospitals { name beds } }', '{ strangers { name beds licence } }', '{ strangers { name beds } }',
 '{ hospitals { ... on Hospital { name licence } } }',
 '{ nodes { id ... on Ward { staff hospital { name } } ... on Hospital { label } } search(text:"x") { label k: __typename ... on Hospital { name } } }',
 '{ labs { hospital { name } } canteens { hospital { name beds } } }',
 '{ secret refused(code:"3") {name} row { value child { must } } }',
 '{ a: hospitals { l: label c: code } }',
]) { fetches.length = 0; console.log('\n#', source, '\nL', await ask(local, source), '\nR', await ask(runtime, source)); for (const f of fetches) console.log('   ', f.join(' | ').slice(0, 600)); }
await servers[1].close();
for (const source of ['{ hospitals { name beds } labs { id } }', '{ canteens { meals hospital { name beds labs { label } } } l: labs { id label }}', '{ labs { id } lab(id: 1) { id } }'])
{ console.log('\n# DOWN', source, '\nR', await ask(runtime, source)); }
await runtime[Symbol.asyncDispose](); for (const s of servers) await s.close();
console.log('end');
