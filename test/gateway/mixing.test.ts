import { expect, test } from 'vitest';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { secret } from '../support/secret.ts';
import { bearer, createIssuer, partner } from '../support/tokens.ts';
import { listen, useEngines } from './engines.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';

const { verifyToken, headersOf } = await createIssuer();
const { engines } = useEngines({ make: guardedSubgraphs, verifyToken, secret });

const callers: Caller[] = [
  anonymous,
  partner,
  bearer('750000001', 'partner'),
  bearer('750000002', 'partner', 'audit'),
  bearer('750000003', 'audit'),
  bearer('750000004'),
];
const rounds = 40;
const document = 'query Mine($of: Int) { asker shops { id margin(of: $of) tax asker stock { count cost } } }';

/** The response that this caller has to receive, and no other caller. */
function expected({ institution, scopes }: Caller): object {
  const name = institution ?? 'anonymous';
  const partners = <Value>(value: Value): Value | null => (scopes.includes('partner') ? value : null);
  const shop = (id: string): object => ({
    id,
    margin: partners(30),
    tax: scopes.includes('audit') ? 3 : null,
    asker: name,
    stock: [
      { count: 1, cost: partners(11) },
      { count: 2, cost: partners(12) },
    ],
  });
  return { asker: name, shops: [shop('s1'), shop('s2')] };
}

test('no caller receives the response of another, however many send the same request at once', async () => {
  const body = JSON.stringify({ query: document, variables: { of: 3 } });
  const identities = await Promise.all(callers.map(headersOf));
  for (const { name, gateway } of engines) {
    const { url, close } = await listen(gateway);
    const ask = async (headers: Record<string, string>): Promise<{ status: number; data?: object }> => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: response.status, ...((await response.json()) as object) };
    };
    // Each round starts with another caller, so that every caller follows every other.
    const order = Array.from({ length: rounds }, (_, round) =>
      callers.map((__, index) => (index * (round % 2 ? 5 : 1) + round) % callers.length),
    ).flat();
    const answers = await Promise.all(
      order.map(async (index, place) => ({
        index,
        answer: await ask(identities[index]!),
        forged: place % 9 === 0 ? await ask({ authorization: 'Bearer a.b.c' }) : undefined,
      })),
    );
    expect(answers).toHaveLength(rounds * callers.length);
    for (const { index, answer, forged } of answers) {
      expect({ name, data: answer.data }).toEqual({ name, data: expected(callers[index]!) });
      if (forged) expect({ name, ...forged }).toMatchObject({ status: 401 });
      expect(forged?.data).toBeUndefined();
    }
    await close();
  }
});
