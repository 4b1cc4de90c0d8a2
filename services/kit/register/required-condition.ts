import type { RegisterWhere } from './register-where.ts';

type Combined = Pick<RegisterWhere, 'search' | 'near'> & { AND?: Combined[] | null };

/** The value of a condition that the whole `where` requires: its own, or that of one of its `AND`. */
export function requiredCondition<Name extends 'search' | 'near'>(
  where: Combined | null | undefined,
  name: Name,
): Combined[Name] {
  if (!where) return null;
  return where[name] ?? where.AND?.map((part) => requiredCondition(part, name)).find((value) => value) ?? null;
}
