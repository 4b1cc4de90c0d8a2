interface Body {
  data?: unknown;
  errors?: { path?: (string | number)[]; extensions?: { code?: string; subgraph?: string } }[];
}

/**
 * What became of a request, in a word that can be counted: `whole`, where the answer is the expected one; `without
 * clinical`, where that service's absence is told and all that is there is right; `WRONG …` otherwise.
 */
export function outcomeOf(status: number, body: string, expected: string): string {
  if (status === 200 && body === expected) return 'whole';
  let answer: Body;
  try {
    answer = JSON.parse(body) as Body;
  } catch {
    return `WRONG: ${status}, no JSON`;
  }
  const errors = answer.errors ?? [];
  const codes = new Set(errors.map(({ extensions }) => extensions?.code ?? 'no code'));
  const missing = new Set(errors.map(({ extensions }) => extensions?.subgraph));
  if (status !== 200 || answer.data === undefined) return `WRONG: ${status} ${[...codes].join()}`;
  const holes = new Set(errors.map(({ path }) => path?.join('.')));
  if (!isPart(answer.data, (JSON.parse(expected) as Body).data, holes)) return `WRONG: ${body.slice(0, 500)}`;
  if ([...codes].join() !== 'SUBGRAPH_UNAVAILABLE') return `WRONG: ${[...codes].join() || 'a part without an error'}`;
  return `without ${[...missing].toSorted().join()}`;
}

/** Whether a value is the expected one, but for nulls that an error explains, at their place or below. */
function isPart(value: unknown, expected: unknown, holes: Set<string | undefined>, path = ''): boolean {
  if (value === null && expected !== null)
    return [...holes].some((hole) => hole === path || hole?.startsWith(path === '' ? '' : `${path}.`));
  if (typeof value !== 'object' || value === null || typeof expected !== 'object' || expected === null)
    return value === expected;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(value).length &&
    keys.every((key) =>
      isPart(
        (value as Record<string, unknown>)[key],
        (expected as Record<string, unknown>)[key],
        holes,
        path === '' ? key : `${path}.${key}`,
      ),
    )
  );
}
