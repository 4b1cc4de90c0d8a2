/** An object of a response, as services return it and as it grows while a plan runs. */
export type ResponseTree = Record<string, unknown>;

export const isResponseTree = (value: unknown): value is ResponseTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Adds in place what another service returns for an object: objects and lists of equal length are joined, and a null
 * removes nothing.
 */
export function addTo(target: ResponseTree, source: ResponseTree): void {
  for (const key of Object.keys(source)) {
    // Inherited properties (`constructor`, `__proto__`) are not fields, and are shared by all objects.
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    const given = source[key];
    target[key] = known === undefined || known === null ? given : joined(known, given);
  }
}

function joined(known: unknown, given: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(given) && known.length === given.length) {
    return known.map((item: unknown, index) => (item === null ? given[index] : joined(item, given[index])));
  }
  if (isResponseTree(known) && isResponseTree(given)) addTo(known, given);
  return typeof known === 'object' ? known : (given ?? known);
}

/** A deep copy, so that additions to one object do not appear in another. */
export function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner as unknown)])) as Value;
}

export type Path = (string | number)[];

/** The paths of some objects in a tree. */
export function placesOf(root: ResponseTree, wanted: ReadonlySet<ResponseTree>): Map<ResponseTree, Path[]> {
  const found = new Map<ResponseTree, Path[]>();
  const path: Path = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (wanted.has(value as ResponseTree)) {
      const known = found.get(value as ResponseTree);
      if (known) known.push([...path]);
      else found.set(value as ResponseTree, [[...path]]);
    }
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [key, inner] of entries) {
      path.push(key);
      visit(inner);
      path.pop();
    }
  };
  visit(root);
  return found;
}
