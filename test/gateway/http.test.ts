import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen, useEngines } from './engines.ts';

const { engines } = useEngines();

describe.each(['local', 'remote'] as const)('GraphQL over HTTP, %s engine', (name) => {
  let url = '';
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const server = await listen(engines.find((engine) => engine.name === name)!.gateway);
    url = `${server.url}/graphql`;
    close = server.close;
  });
  afterAll(() => close());

  test.each(
    serverAudits({ url: () => url, fetchFn: fetch }).map((audit) => [`${audit.id} ${audit.name}`, audit] as const),
  )('%s', async (_, audit) => {
    const result = await audit.fn();
    expect(result.status, 'reason' in result ? result.reason : undefined).toBe('ok');
  });
});
