import { expect, test } from 'vitest';
import { ask, json, serve, startWith } from './failing-services.ts';
import { post, useEngines } from './engines.ts';

const { engines } = useEngines({ limits: { responseBytes: 80 } });
const query = 'query ($n: Int!) { hospitals(first: $n) { code name } }';

test('a response within its bytes is sent, and a larger one refused with its limit', async () => {
  for (const { ask: send } of engines) {
    expect((await send(query, { n: 1 })).data.hospitals).toHaveLength(1);
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, data, errors } = await send(query, { n: 20 }, { accept });
      expect([status, data]).toEqual([400, undefined]);
      expect(errors).toEqual([
        {
          message: expect.stringMatching(
            /^A response may have at most 80 bytes; this one has more\. Request smaller pages/,
          ),
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'responseBytes' },
        },
      ]);
    }
  }
});

test('the operations of a batch share the bytes', async () => {
  for (const { gateway } of engines) {
    const batch = Array.from({ length: 6 }, () => ({ query, variables: { n: 1 } }));
    const answers = (await (await gateway.fetch(post(batch))).json()) as { data?: object; errors?: object[] }[];
    expect(answers[0]!.data).toBeDefined();
    expect(answers.at(-1)!.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'responseBytes' } }]);
  }
});

test("a service's reply that is far larger is not read to its end, and is no failure of the service", async () => {
  const changes: string[] = [];
  const breaker = { failures: 1, onChange: (...change: string[]) => void changes.push(change.join(' ')) };
  const url = await serve(json(JSON.stringify({ data: { lab: { id: 'x'.repeat(5000) } } })));
  const { gateway } = await startWith(url, { breaker, limits: { responseBytes: 1000 } });
  for (let time = 0; time < 3; time++) {
    expect(await ask(gateway, '{ lab(id: 1) { id } }')).toMatchObject({
      data: { lab: null },
      errors: [{ path: ['lab'], extensions: { code: 'LIMIT_EXCEEDED', limit: 'responseBytes', subgraph: 'labs' } }],
    });
  }
  expect(changes).toEqual([]);
});
