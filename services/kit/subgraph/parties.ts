import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { clientError } from '../../../platform/errors.ts';
import { isPartner } from './partners.ts';
import { rightsFrom, seesAll, type Rights } from '../datasets/rights.ts';
import type { RequestReader } from '../reading/request-reader.ts';

/** Whom a confidential fact concerns. */
export interface Concerned {
  /** FINESS numbers, of which some may be unknown. */
  establishments: readonly (string | null)[];
  /** The cooperation action that it is based on. */
  action?: string | null;
}

type ConcernedBy<Row> = (row: Row) => Concerned;
type Context = Pick<RequestReader<object>, 'caller' | 'writer' | 'loader'>;

/**
 * Marks a confidential field, beside `@ForPartners()`: only the institutions that it concerns see it, the parties of the agreement that
 * it is based on, and callers with the scope `partner:all`. For other partners it is null, with a `FORBIDDEN` error at its path.
 */
export const ForParties = <Row>(concerned: ConcernedBy<Row>): PropertyDecorator & MethodDecorator =>
  Extensions({ concerned }) as PropertyDecorator & MethodDecorator;

/** Guards the marked fields of a schema. */
export function guardParties(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const concerned = field.extensions['concerned'] as ConcernedBy<unknown> | undefined;
      if (concerned)
        field.resolve = guarded(field.resolve ?? defaultFieldResolver, `${type.name}.${field.name}`, concerned);
    }
  }
}

const guarded =
  (resolve: GraphQLFieldResolver<unknown, Context>, coordinate: string, concerned: ConcernedBy<unknown>) =>
  async (...[source, args, context, info]: Parameters<GraphQLFieldResolver<unknown, Context>>): Promise<unknown> => {
    if (!(await concerns(context, concerned(source))))
      throw clientError(
        'FORBIDDEN',
        `${coordinate} is for the institutions that it concerns, the parties of its agreement, or a token with the scope "partner:all".`,
      );
    return resolve(source, args, context, info);
  };

/** Whether a fact concerns the caller. */
export async function concerns(context: Context, { establishments, action = null }: Concerned): Promise<boolean> {
  if (seesAll(context.caller)) return true;
  const { institution } = context.caller;
  if (institution === null || !isPartner(context.caller)) return false;
  if (establishments.includes(institution)) return true;
  const rights = await rightsOf(context, institution);
  return (
    establishments.some((finess) => finess !== null && rights.establishments.has(finess)) ||
    (action !== null && rights.actions.has(action))
  );
}

/** The rights of the caller's institution, read once for a request. */
const rightsOf = (context: Context, institution: string): Promise<Rights> =>
  context
    .loader<Rights>('rights of institutions', (keys) =>
      Promise.all(keys.map((key) => context.writer?.rights(key) ?? Promise.resolve(rightsFrom(key)))),
    )
    .load(institution);
