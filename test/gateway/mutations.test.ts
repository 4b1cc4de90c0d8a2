import { execute, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { useEngines } from './engines.ts';
import { writingSubgraphs } from './fixtures/writers.ts';
import { merge, plain } from './merged.ts';

const { engines, sameAnswer } = useEngines({ make: writingSubgraphs });
const reference = writingSubgraphs();
const schema = merge(reference.subgraphs);

/** Executes a mutation on both engines and by graphql-js, each over data of its own, and expects that they do the same. */
async function mutate(query: string, variables: Record<string, unknown> = {}) {
  const journals = [reference.journal, ...engines.map(({ journal }) => journal)];
  for (const { steps } of journals) steps.length = 0;
  const { data, errors } = await sameAnswer(query, variables);
  const contextValue = { requestId: 'reference' };
  const wanted = await execute({ schema, document: parse(query), variableValues: variables, contextValue });
  expect(data).toEqual(plain(wanted.data));
  expect(errors).toEqual(
    (wanted.errors ?? []).map(({ message, path }) => `${data ? path!.join('.') : ''} CONFLICT: ${message}`),
  );
  const [steps, ...others] = journals.map((journal) => [...journal.steps]);
  for (const other of others) expect(other).toEqual(steps);
  return { data, errors, steps: steps! };
}

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
});
