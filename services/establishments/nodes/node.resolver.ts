import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { Node } from '../../kit/reading/node-id.ts';
import type { Context } from '../tables.ts';

const maxNodes = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object of the graph by its global id; null where there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<object | null> {
    return context.findNode(id);
  }

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'Objects of the graph by their global ids, in the same order, null where there is none.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Their global ids, 100 at most.' }) ids: string[],
    @Ctx() context: Context,
  ): Promise<(object | null)[]> {
    if (ids.length > maxNodes)
      throw badUserInput('ids', `\`ids\` has ${ids.length} ids: it takes ${maxNodes} at most.`);
    return Promise.all(ids.map((id) => context.findNode(id)));
  }
}
