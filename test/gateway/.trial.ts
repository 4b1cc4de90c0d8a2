import { fixtureSubgraphs, compose } from './fixture-subgraphs.ts';
import { createLocalGateway } from '../../gateway/local.ts';
const { subgraphs, journal } = fixtureSubgraphs();
const g = createLocalGateway({ supergraph: compose(subgraphs), subgraphs, logger: { error: (o, m) => console.log('LOG', String(o.err), o.requestId, o.path) } });
const ask = async (query, variables?, init = {}) => { const r = await g.fetch(new Request('http://x/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }), ...init })); console.log(r.status, Object.fromEntries(r.headers)['x-request-id']?.length, await r.text()); };
for (const source of [
 '{ hospitals { code labs { label meals hospital { name canteen { meals diet(kind: PRIVATE) } } } } }',
 '{ secret refused(code:"3") {name} row { value child { must } maybe { must } rows { must } } }',
 '{ late { value } gappy { name } strict { name } matrix { must } }', '{ strictest { name } }', '{ nope }', '{ nope',
 'query($k: Kind) { hospitals(kind: $k) { name } }',
 '{ row { rows { rows { must child { value } } } } }',
 '{ strangers { name beds licence } }', '{ hospitals { name failing failingHard } }'
]) await ask(source, { k: 'XX' });
await ask(undefined); await ask('{'+'a '.repeat(3000)+'}'); await ask('{ __schema { types { name fields { name args { type { ofType { name } } } } } } }');
