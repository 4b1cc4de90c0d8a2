import { Arg, Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import type { Coding } from '../../kit/vocabulary/coding.ts';
import type { Context } from '../tables.ts';
import { CodesArgs, codesOf } from './code.listing.ts';
import { CodingConnection, Nomenclature } from './coded.entity.ts';
import { nomenclatureOf, nomenclatures } from './nomenclatures.ts';

@Resolver(() => Nomenclature)
export class CodeSystemResolver {
  @Query(() => Nomenclature, {
    nullable: true,
    description: 'A nomenclature by its name, such as `finess-category`; null if the hub has none of that name.',
  })
  codeSystem(
    @Arg('system', () => String, { description: 'Its URI or name: see `codeSystems`, and `Coding.system`.' })
    system: string,
  ): Nomenclature | null {
    return nomenclatureOf(system);
  }

  @Query(() => [Nomenclature], { nullable: true, description: 'The nomenclatures of the hub, ordered by name.' })
  codeSystems(): readonly Nomenclature[] {
    return nomenclatures;
  }

  @Directive('@cost(weight: 20)')
  @FieldResolver(() => CodingConnection, {
    description: 'The codes that the hub knows, ordered by code: those that columns of files and filters take.',
  })
  codes(
    @Root() nomenclature: Nomenclature,
    @Args(() => CodesArgs) { search, ...page }: CodesArgs,
    @Ctx() context: Context,
  ): List<Omit<Coding, 'translations'>> {
    return context.list(codesOf(nomenclature), { ...page, where: { search } });
  }
}
