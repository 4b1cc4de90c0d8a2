import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { StringFilter } from '../reading/filter.ts';
import { registerCode } from '../reading/register-code.ts';
import type { StatementContext } from '../reading/statement-context.ts';
import { CodeSystem } from '../vocabulary/coding.ts';
import type { RegisterWhere } from './register-where.ts';

type Combined = Pick<RegisterWhere, 'territory' | 'category'> & {
  AND?: Combined[] | null;
  OR?: Combined[] | null;
  NOT?: Combined | null;
};

interface Code {
  path: string;
  kind: Kind;
  code: string;
}

type Kind = 'territory' | 'category';

const kinds: Record<Kind, { is: string; known: RawBuilder<boolean> }> = {
  territory: {
    is: 'the code of a territory',
    known: sql<boolean>`exists (select from establishments.territory t where t.code = asked.code)`,
  },
  category: {
    is: 'the code of a category of the register that the hub knows',
    known: sql<boolean>`exists (select from establishments.nomenclature n where n.system = ${CodeSystem.category} and n.code = asked.code)`,
  },
};

function codesIn(where: Combined, path: string): Code[] {
  const own = (Object.keys(kinds) as Kind[]).flatMap((kind) => codesOf(where[kind], kind, `${path}.${kind}`));
  const parts = (list: Combined[] | null | undefined, name: string): Code[] =>
    (list ?? []).flatMap((part, index) => codesIn(part, `${path}.${name}.${index}`));
  return [
    ...own,
    ...parts(where.AND, 'AND'),
    ...parts(where.OR, 'OR'),
    ...(where.NOT ? codesIn(where.NOT, `${path}.NOT`) : []),
  ];
}

const codesOf = (filter: StringFilter | null | undefined, kind: Kind, path: string): Code[] => [
  ...(filter?.eq == null ? [] : [{ path: `${path}.eq`, kind, code: registerCode(filter.eq) }]),
  ...(filter?.in ?? []).map((code) => ({ path: `${path}.in`, kind, code: registerCode(code) })),
];

/** Checks that the codes of a `where` exist, once it has found nothing. @throws GraphQLError `BAD_USER_INPUT` for the first that does not */
export async function requireKnownCodes(context: StatementContext, where: Combined): Promise<void> {
  const codes = codesIn(where, 'where');
  const isKnown = await context
    .loader<boolean>('known codes', (keys) => readKnown(context, keys))
    .loadMany(codes.map(({ kind, code }) => `${kind} ${code}`));
  const unknown = codes[isKnown.indexOf(false)];
  if (unknown)
    throw badUserInput(
      unknown.path,
      `\`${unknown.path}\` has ${unknown.code}, which is not ${kinds[unknown.kind].is}.`,
    );
}

async function readKnown(context: StatementContext, keys: readonly string[]): Promise<boolean[]> {
  const asked = keys.map((key) => key.split(/ (.*)/s) as [Kind, string]);
  const { rows } = await sql<{ isKnown: boolean }>`
    select case asked.kind ${sql.join(
      Object.entries(kinds).map(([kind, { known }]) => sql`when ${sql.lit(kind)} then ${known}`),
      sql` `,
    )} end as "isKnown"
    from unnest(${asked.map(([kind]) => kind)}::text[], ${asked.map(([, code]) => code)}::text[]) with ordinality asked (kind, code, position)
    order by asked.position`.execute(context.db, context.options);
  return rows.map(({ isKnown }) => isKnown);
}
