import { FieldResolver, Resolver, Root, Ctx } from 'type-graphql';
import type { OwnedRow } from '../reading/changing.entity.ts';
import type { DecoratedClass } from '../service.ts';

type Found = Promise<object | null> | object | null;

/**
 * The resolver of whom the rows of a type belong to.
 * @param establishment the service's own class of establishments, and how it finds one
 */
export function ownerResolver<Context>(
  type: DecoratedClass,
  establishment: DecoratedClass,
  find: (finess: string, context: Context) => Found,
): DecoratedClass {
  @Resolver(() => type as never)
  class OwnerResolver {
    @FieldResolver(() => establishment as never, {
      nullable: true,
      description:
        'The institution that it belongs to, which alone may change it; null for what is the hub’s own: registers, and the reference dataset.',
    })
    owner(@Root() { ownerFiness }: OwnedRow, @Ctx() context: Context): Found {
      return ownerFiness === null ? null : find(ownerFiness, context);
    }
  }
  return OwnerResolver;
}
