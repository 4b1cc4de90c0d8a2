/** A `vary` header with more names: what a response depends on, for the caches that keep it. */
export function varyBy(vary: string | null | undefined, ...names: readonly string[]): string {
  const given = vary ? vary.toLowerCase().split(/\s*,\s*/) : [];
  if (given.includes('*')) return '*';
  return [...new Set([...given, ...names])].join(', ');
}
