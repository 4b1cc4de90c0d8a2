import { Arg, Args, ArgsType, Ctx, Directive, Field, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import type { Context } from '../tables.ts';

@ArgsType()
class NodesArgs {
  @MaxItems(100)
  @Field(() => [ID], { description: 'Their global ids.' })
  ids!: string[];
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The object with a global id; null if there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<object | null> {
    return context.findNode(id);
  }

  @Directive('@cost(weight: 10)')
  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'The objects with these global ids, in the same order; null for each id without an object.',
  })
  nodes(@Args(() => NodesArgs) { ids }: NodesArgs, @Ctx() context: Context): Promise<(object | null)[]> {
    return Promise.all(ids.map((id) => context.findNode(id)));
  }
}
