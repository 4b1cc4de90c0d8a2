import type { HostileBody } from './hostile-bodies.ts';

const AT_A_TIME = 8;

/** What became of hostile requests. */
export interface HostileOutcome {
  /** What is wrong with responses, a text for each. */
  problems: string[];
  /** How many requests have data in their response. */
  answered: number;
}

/**
 * Sends requests to a graph, several at a time. Each response must be JSON, without a status of 5xx, and each of its
 * errors must have a code that blames the request rather than the hub.
 */
export async function sendHostile(url: string, bodies: readonly HostileBody[]): Promise<HostileOutcome> {
  const outcome: HostileOutcome = { problems: [], answered: 0 };
  const left = bodies.entries();
  const work = async (): Promise<void> => {
    for (const [index, request] of left) {
      const problem = await send(url, request, outcome).catch((error: Error) => `no answer: ${error.cause ?? error}`);
      if (!problem) continue;
      outcome.problems.push(`${index}, ${request.name}: ${problem}\n${String(request.body).slice(0, 1_000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return outcome;
}

/** Sends a request, and returns what is wrong with its response. */
async function send(
  url: string,
  { body, type = 'application/json' }: HostileBody,
  outcome: HostileOutcome,
): Promise<string | undefined> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  const text = await response.text();
  if (response.status >= 500) return `status ${response.status}: ${text}`;
  let answers: unknown;
  try {
    answers = JSON.parse(text);
  } catch {
    return `status ${response.status}, no JSON: ${text.slice(0, 200)}`;
  }
  for (const answer of Array.isArray(answers) ? answers : [answers]) {
    const { data, errors } = (answer ?? {}) as {
      data?: unknown;
      errors?: { message?: unknown; extensions?: { code?: unknown } }[];
    };
    if (data !== undefined && data !== null) outcome.answered++;
    if (data === undefined && !errors?.length) return `neither data nor errors: ${text.slice(0, 200)}`;
    for (const { message, extensions } of errors ?? []) {
      const code = extensions?.code;
      if (typeof message !== 'string' || typeof code !== 'string')
        return `an error without a code: ${text.slice(0, 500)}`;
      // An error of the request that is reported as an error of the hub.
      if (code === 'INTERNAL' || code === 'SUBGRAPH_UNAVAILABLE') return text.slice(0, 500);
    }
  }
  return undefined;
}
