/** A path up to the first null of a response's data. */
export function nullPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [length, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, length);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
