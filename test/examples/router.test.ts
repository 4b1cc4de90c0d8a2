import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishIssuer, type PublishedIssuer } from '../gateway/fixtures/issuer.ts';
import { secret } from '../support/secret.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';
import { bearer } from '../support/tokens.ts';
import { anonymous } from '../../platform/contract/caller.ts';

let hub: TestHub;
let issuer: PublishedIssuer;
let router: Program;
let url: string;

beforeAll(async () => {
  [hub, issuer] = await Promise.all([testHub(), publishIssuer()]);
  // `run` starts files of dist.
  router = run('../examples/router/src/main.ts', [], {
    ...issuer.settings,
    PORT: '0',
    SUBGRAPH_SECRET: secret,
    SUBGRAPHS: Object.entries(hub.urls)
      .map((entry) => entry.join('='))
      .join(),
  });
  url = graphUrl(await router.says('The router: '));
});

afterAll(async () => {
  router.process.kill('SIGTERM');
  expect(await router.ended).toBe(0);
  await issuer.close();
  await hub.close();
});

// Four services: the register, care, supply, the read side. Needs and costs are for partners.
const query = `{
  me { institution { name } scopes expiresAt }
  establishment(finess: "570005165") {
    name
    careUnits(first: 5) { nodes { name discipline { label } staffedBy { name } } }
    workforceNeeds { specialty { label } requiredFte }
    supplyContracts(role: CONSUMER) { dailyVolume unitCostEur productionUnit { name } }
    dependencies(maxDepth: 1, first: 20) { totalCount nodes { label provider { name } } }
  }
}`;

const partner = bearer('570005165', 'partner');

test('a partner gets the answer of the hub', async () => {
  const answer = await ask(url, query, {
    authorization: `Bearer ${await issuer.mint({ claims: { exp: partner.expiresAt! } })}`,
  });
  const { data } = await hub.execute(query, undefined, partner);
  expect(answer).toEqual({ data });
  expect(data.me).toMatchObject({ institution: { name: 'CHR METZ-THIONVILLE' }, scopes: ['partner'] });
  expect(data.establishment.careUnits.nodes).toHaveLength(5);
  expect(data.establishment.workforceNeeds).toContainEqual({
    specialty: { label: 'Anesthésie-réanimation' },
    requiredFte: 42,
  });
});

test('an anonymous caller gets the data of the hub, and its errors for what is withheld', async () => {
  const { data, errors } = await hub.execute(query, undefined, anonymous);
  expect(errors).toHaveLength(3);
  // The router adds the name of the service to each, and leaves out its place in the document.
  const told = errors.map(({ locations: _, ...error }) => error);
  expect(await ask(url, query)).toMatchObject({ data, errors: told });
});

test('a token that is not valid is refused, and does not count as none', async () => {
  const expired = await issuer.mint({ claims: { exp: 1 } });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${expired}` },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  ]);
});
