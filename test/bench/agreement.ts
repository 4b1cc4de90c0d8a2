/** Where two answers differ in what the second one states, as a path; null where they agree. Figures may differ as their roundings do. */
export function difference(answer: unknown, stated: unknown, path = ''): string | null {
  if (Array.isArray(stated)) {
    if (!Array.isArray(answer) || answer.length !== stated.length)
      return `${path}.length: ${String((answer as unknown[] | null)?.length)} and ${stated.length}`;
    return first(stated.keys(), (index) => difference(answer[index], stated[index], `${path}.${index}`));
  }
  if (stated !== null && typeof stated === 'object' && answer !== null && typeof answer === 'object')
    return first(Object.keys(stated), (key) =>
      difference(answer[key as never], stated[key as never], path ? `${path}.${key}` : key),
    );
  const isSame =
    typeof answer === 'number' && typeof stated === 'number'
      ? Math.abs(answer - stated) <= 1e-9 * Math.max(Math.abs(answer), Math.abs(stated))
      : answer === stated;
  return isSame ? null : `${path}: ${JSON.stringify(answer)} and ${JSON.stringify(stated)}`;
}

function first<Item>(items: Iterable<Item>, differenceOf: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = differenceOf(item);
    if (found !== null) return found;
  }
  return null;
}
