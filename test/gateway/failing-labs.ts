import type { RequestListener } from 'node:http';
import { json, serve, startWith } from './failing-services.ts';

export const QUERY = '{ lab(id: 1) { id } canteens { meals } }';
export const unavailable = {
  data: { lab: null, canteens: [{ meals: 100 }, { meals: 100 }] },
  errors: [{ path: ['lab'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'labs' } }],
};
export const SUCCESS = json('{"data":{"lab":{"__typename":"Lab","id":"1"}}}');
export const HOUR = 3_600_000;

/** A gateway whose service `labs` answers as `labs.answer` does, with its number of requests and the circuit's changes. */
export async function startWithLabs(answer: RequestListener, pauseMs: number, options: { failures?: number } = {}) {
  const labs = { answer, requests: 0 };
  const url = await serve((request, response) => {
    // The gateway asks a service that does not reply whether it is alive.
    if (request.method === 'POST') labs.requests++;
    labs.answer(request, response);
  });
  const changes: string[] = [];
  const breaker = {
    failures: 3,
    pauseMs,
    onChange: (...change: string[]) => void changes.push(change.join(' ')),
    ...options,
  };
  const { gateway, logged } = await startWith(url, { breaker, timeout: 500 });
  return { gateway, logged, labs, changes };
}
