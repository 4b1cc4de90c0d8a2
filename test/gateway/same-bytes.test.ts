import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';
import { listen } from './engines.ts';
import { OPERATIONS } from './misread-operations.ts';

let hub: TestHub;
const urls: string[] = [];
const closes: (() => Promise<void>)[] = [];

beforeAll(async () => {
  hub = await testHub();
  for (const gateway of Object.values(hub.gateways)) {
    const { url, close } = await listen(gateway);
    urls.push(`${url}/graphql`);
    closes.push(close);
  }
});

afterAll(async () => {
  for (const close of closes) await close();
  await hub?.close();
});

const headers = { accept: 'application/json', 'content-type': 'application/json', 'x-request-id': 'same' };

async function textOf(response: Response): Promise<string> {
  return (await response.text()).replaceAll(/"requestId":"[^"]+"/g, '"requestId":""');
}

const post = async (url: string, body: object) =>
  textOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));

async function get(url: string, query: string, variables: object): Promise<string> {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return textOf(await fetch(`${url}?${parameters}`, { headers }));
}

test.each(OPERATIONS)(
  'the same bytes by POST and GET, the first time and later: %s',
  async (_, query, variables = {}) => {
    const answers: string[] = [];
    for (const url of urls) {
      answers.push(await get(url, query, variables));
      for (let time = 0; time < 2; time++) answers.push(await post(url, { query, variables }));
    }
    expect([...new Set(answers)]).toEqual([expect.stringMatching(/^\{"data":/)]);
  },
);
