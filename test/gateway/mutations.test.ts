import { describe, expect, test } from 'vitest';
import { createIssuer, partner } from '../support/tokens.ts';
import { useMutations } from './mutating.ts';

const { verifyToken, headersOf } = await createIssuer();
const { engines, mutate } = useMutations({ verifyToken });

describe('the root fields of a mutation', () => {
  test('are executed in the order of the document, whoever has them, each with what is selected of it', async () => {
    const { data, steps } = await mutate(`mutation {
      one: putUnits(rows: [{ code: "u1" }]) { sites { units { code } name } }
      two: rename(code: "A", name: "Bellevue") { sites { name units { code } } }
      three: putUnits(rows: [{ code: "u2", kind: NIGHT }]) { sites { units { code kind } } }
      four: rename(code: "A", name: null) { sites { name } }
    }`);
    const u1 = { code: 'u1' };
    expect(data).toEqual({
      one: { sites: [{ units: [u1], name: 'Hôtel-Dieu' }] },
      two: { sites: [{ name: 'Bellevue', units: [u1] }] },
      three: {
        sites: [
          {
            units: [
              { code: 'u1', kind: null },
              { code: 'u2', kind: 'NIGHT' },
            ],
          },
        ],
      },
      four: { sites: [{ name: null }] },
    });
    const writes = steps.filter((step) => !step.startsWith('read'));
    expect(writes).toEqual(
      ['putUnits', 'rename', 'putUnits', 'rename'].flatMap((name) => [`begin ${name}`, `end ${name}`]),
    );
    // What is selected of a field is read before the next one begins.
    expect(steps.indexOf('begin rename')).toBeGreaterThan(steps.indexOf('read A of register'));
  });

  test('go on after an error in one of them, unless its null empties the whole result', async () => {
    const nullable = await mutate('mutation { fail { name } countUnits again: fail(message: "Never") { code } }');
    expect(nullable.data).toEqual({ fail: null, countUnits: expect.any(Number), again: null });
    expect(nullable.errors).toEqual(['again CONFLICT: Never', 'fail CONFLICT: No']);
    expect(nullable.steps).toHaveLength(6);
    const required = await mutate('mutation { countUnits failHard rename(code: "A") { added } }');
    expect([required.data, required.errors]).toEqual([null, [' CONFLICT: No']]);
    expect(required.steps).toEqual(['begin countUnits', 'end countUnits', 'begin failHard', 'end failHard']);
  });

  test('go on after a required field within one of them failed', async () => {
    const { data, steps } = await mutate('mutation { failLate { must } countUnits }');
    expect(data).toEqual({ failLate: null, countUnits: expect.any(Number) });
    expect(steps.slice(-2)).toEqual(['begin countUnits', 'end countUnits']);
    const whole = await mutate('mutation { rename(code: "A") { sites { must } } countUnits }');
    expect([whole.data, whole.steps.at(-1)]).toEqual([null, 'end must of A']);
  });
});

test('what belongs to a mutation is told so, and each root field has contexts of its own', async () => {
  const write = 'mutation { rename(code: "A") { sites { name units { code } } } countUnits }';
  const contexts = ['register', 'care', 'care'].map((each) => `${each} for a mutation`);
  for (const { ask, journal, name } of engines) {
    journal.contexts.length = 0;
    await ask(write);
    expect([name, journal.contexts]).toEqual([name, contexts]);
    journal.contexts.length = 0;
    await ask('{ units { code } }');
    expect(journal.contexts).toEqual(['care']);
  }
});

test('a caller without a token may send a mutation, and gets the refusal of its service', async () => {
  for (const { ask, journal } of engines) {
    journal.steps.length = 0;
    const { status, data, errors } = await ask('mutation { own countUnits }');
    expect([status, data]).toEqual([200, { own: null, countUnits: expect.any(Number) }]);
    expect(errors).toMatchObject([
      { path: ['own'], message: 'Send a token: rows have an owner.', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(journal.steps).toEqual(['begin countUnits', 'end countUnits']);
    const owned = await ask('mutation { own }', {}, await headersOf(partner));
    expect(owned).toEqual({ status: 200, data: { own: Number(partner.institution) } });
  }
});
