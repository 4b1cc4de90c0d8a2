import { execute, parse } from 'graphql';
import { expect } from 'vitest';
import { nullPlace } from '../support/null-place.ts';
import { secret } from '../support/secret.ts';
import { useEngines, type Engine } from './engines.ts';
import { writingSubgraphs } from './fixtures/writers.ts';
import { merge, plain } from './merged.ts';

/** Executes a mutation, and tells what it did. */
type Mutate = (
  query: string,
  variables?: Record<string, unknown>,
) => Promise<{ data: any; errors: string[]; steps: string[] }>;

/**
 * Both engines over subgraphs that write, for the tests of the calling file. `mutate` executes a mutation on both and by
 * graphql-js, each over data of its own, and expects that they do the same.
 */
export function useMutations(options: Parameters<typeof useEngines>[0] = {}): { engines: Engine[]; mutate: Mutate } {
  const { engines, sameAnswer } = useEngines({ make: writingSubgraphs, secret, ...options });
  const reference = writingSubgraphs();
  const schema = merge(reference.subgraphs);

  async function mutate(query: string, variables: Record<string, unknown> = {}) {
    const journals = [reference.journal, ...engines.map(({ journal }) => journal)];
    for (const { steps } of journals) steps.length = 0;
    const { data, errors } = await sameAnswer(query, variables);
    const contextValue = { requestId: 'reference' };
    const wanted = await execute({ schema, document: parse(query), variableValues: variables, contextValue });
    expect(data).toEqual(plain(wanted.data));
    const places = (wanted.errors ?? []).map(
      ({ message, path }) => `${nullPlace(data, path!).join('.')} CONFLICT: ${message}`,
    );
    expect(errors).toEqual(places.toSorted());
    const [steps, ...others] = journals.map((journal) => [...journal.steps]);
    for (const other of others) expect(other).toEqual(steps);
    return { data, errors, steps: steps! };
  }

  return { engines, mutate };
}
