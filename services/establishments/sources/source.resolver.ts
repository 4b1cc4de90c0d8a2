import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../tables.ts';
import { Source } from './source.entity.ts';
import { sources } from './source.listing.ts';

@Resolver(() => Source)
export class SourceResolver {
  @Query(() => [Source], {
    nullable: true,
    name: 'sources',
    description: 'All sources that the hub has imported.',
  })
  all(@Ctx() context: Context): Promise<Source[]> {
    return context.all(sources);
  }
}
