import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { StringFilter } from './filter.ts';
import type { StatementContext } from './statement-context.ts';
import { allWithin } from './where.ts';

/** A list of codes that conditions may state. */
export interface CodeList {
  /** What its codes are: 'the code of a territory'. */
  is: string;
  /** Whether it has `asked.code`. */
  has: RawBuilder<boolean>;
  /** A code as the list has it; defaults to the code as typed. */
  stored?(typed: string): string;
}

/** The disciplines of care units, which each service keeps where it uses them. */
export const disciplineCodes: CodeList = {
  is: 'the code of a discipline of care units (see `codeSystem`)',
  has: sql<boolean>`exists (select from discipline d where d.code = asked.code)`,
};

interface StatedCode {
  path: string;
  list: CodeList;
  code: string;
}

type Stated = string | readonly string[] | StringFilter | null | undefined;

/**
 * Checks the codes that a `where` states, once it has found nothing.
 * @param lists the list of each condition that states codes, by its path in a `where`: `territory`, `care.discipline`
 * @returns a check that throws a GraphQLError `BAD_USER_INPUT` for the first code that its list does not have
 */
export function requireKnownCodes(lists: Readonly<Record<string, CodeList>>) {
  return async (context: StatementContext, where: object): Promise<void> => {
    const stated = [...allWithin(where)].flatMap(({ part, path }) =>
      Object.entries(lists).flatMap(([name, list]) => statedCodes(valueAt(part, name), list, `${path}.${name}`)),
    );
    const isKnown = await Promise.all(
      stated.map(({ list, code }) =>
        context.loader<boolean>(`known: ${list.is}`, (codes) => readKnown(context, list, codes)).load(code),
      ),
    );
    const unknown = stated[isKnown.indexOf(false)];
    if (!unknown) return;
    const { path, list, code } = unknown;
    throw badUserInput(path, `\`${path}\` has ${JSON.stringify(code)}, which is not ${list.is}.`);
  };
}

const valueAt = (part: object, name: string): Stated =>
  name.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], part) as Stated;

function statedCodes(value: Stated, list: CodeList, path: string): StatedCode[] {
  const all = (codes: readonly string[], here: string): StatedCode[] =>
    codes.map((code) => ({ path: here, list, code: list.stored?.(code) ?? code }));
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return all([value], path);
  if (Array.isArray(value)) return all(value, path);
  const { eq, in: oneOf } = value as StringFilter;
  return [...all(eq == null ? [] : [eq], `${path}.eq`), ...all(oneOf ?? [], `${path}.in`)];
}

async function readKnown(context: StatementContext, { has }: CodeList, codes: readonly string[]): Promise<boolean[]> {
  const { rows } = await sql<{ isKnown: boolean }>`
    select ${has} as "isKnown" from unnest(${codes}::text[]) with ordinality asked (code, position)
    order by asked.position`.execute(context.db, context.options);
  return rows.map(({ isKnown }) => isKnown);
}
