import { describe, expect, test } from 'vitest';
import { listen, post, useEngines } from './engines.ts';

/** The services' own timeouts are longer than the tests. */
const timeout = 3_600_000;

describe('a request that takes too long', () => {
  const { engines } = useEngines({ deadlineMs: 250, timeout });

  test('is answered, and its services are stopped', async () => {
    for (const { ask, journal, log } of engines) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        log.length = 0;
        journal.signals.length = 0;
        const stopped = new Promise<void>((resolve) => {
          journal.hold = () => {
            journal.signals[0]!.addEventListener('abort', () => resolve());
            return new Promise(() => {});
          };
        });
        const { status, data, errors } = await ask('{ held }', {}, { accept });
        expect([status, data]).toEqual([504, undefined]);
        expect(errors).toEqual([
          {
            message: expect.stringContaining('took more than 250 ms and was aborted'),
            extensions: { code: 'DEADLINE_EXCEEDED', requestId: expect.any(String) },
          },
        ]);
        await stopped;
      }
    }
  });

  test('leaves the other operations of its batch intact', async () => {
    for (const { gateway, journal } of engines) {
      journal.hold = () => new Promise(() => {});
      const response = await gateway.fetch(post([{ query: '{ held }' }, { query: '{ __typename }' }]));
      expect(await response.json()).toEqual([
        {
          errors: [
            expect.objectContaining({ extensions: { code: 'DEADLINE_EXCEEDED', requestId: expect.any(String) } }),
          ],
        },
        { data: { __typename: 'Query' } },
      ]);
    }
  });
});

describe('a request in time', () => {
  const { engines } = useEngines({ timeout });

  test('is answered, and its signal does not abort', async () => {
    for (const { ask, journal } of engines) {
      journal.hold = async () => {};
      journal.signals.length = 0;
      expect(await ask('{ held }')).toEqual({ status: 200, data: { held: 1 } });
      expect(journal.signals.map((signal) => signal!.aborted)).toEqual([false]);
    }
  });

  test("is canceled when the client disconnects: its resolvers' signal aborts", async () => {
    for (const { gateway, journal } of engines) {
      const server = await listen(gateway);
      const client = new AbortController();
      journal.signals.length = 0;
      const entered = new Promise<AbortSignal>((resolve) => {
        journal.hold = () =>
          new Promise((leave) => {
            const [signal] = journal.signals;
            signal!.addEventListener('abort', () => leave(), { once: true });
            resolve(signal!);
          });
      });
      const left = fetch(`${server.url}/graphql?query={held}`, {
        signal: client.signal,
      });
      const signal = await entered;
      expect(signal.aborted).toBe(false);
      client.abort();
      await expect(left).rejects.toThrow();
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await server.close();
    }
  });
});
