import type { RawBuilder } from 'kysely';
import { codeCondition, type Condition } from './condition.ts';
import type { StringFilter } from './filter.ts';

/** A FINESS number or the code of a territory as it is stored: its letters are capitals (`2A`, `REG-44`), however they are typed. */
export const registerCode = (typed: string): string => typed.toUpperCase();

/** The conditions of a `StringFilter` on a column of FINESS numbers or codes of territories. */
export const registerCodeCondition = (column: RawBuilder<unknown>, filter: StringFilter, path: string): Condition =>
  codeCondition(column, inCapitals(filter), path);

const inCapitals = (filter: StringFilter): StringFilter => ({
  ...filter,
  eq: filter.eq && registerCode(filter.eq),
  in: filter.in?.map(registerCode),
  contains: filter.contains && registerCode(filter.contains),
  startsWith: filter.startsWith && registerCode(filter.startsWith),
});
