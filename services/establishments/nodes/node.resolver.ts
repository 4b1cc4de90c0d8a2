import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { Node } from '../../kit/reading/node-id.ts';
import type { Context } from '../tables.ts';

const maxNodes = 100;

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

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'The objects with these global ids, in the same order; null for each id without an object.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Their global ids, at most 100.' }) ids: string[],
    @Ctx() context: Context,
  ): Promise<(object | null)[]> {
    if (ids.length > maxNodes)
      throw badUserInput('ids', `\`ids\` has ${ids.length} ids; at most ${maxNodes} are allowed.`);
    return Promise.all(ids.map((id) => context.findNode(id)));
  }
}
