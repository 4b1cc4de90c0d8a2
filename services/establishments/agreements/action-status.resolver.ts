import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { CooperationActionHistory } from './action-status.entity.ts';
import { actionStatuses, statusesOf, statusOn } from './action-status.listing.ts';
import { CooperationAction } from './cooperation-action.entity.ts';
import type { CooperationActionRow } from './cooperation-action.listing.ts';
import { ActionStatus } from './cooperation.ts';

@Resolver(() => CooperationActionHistory)
export class ActionStatusResolver {
  @FieldResolver(() => Source, { description: 'The source that states it.' })
  source(@Root() status: CooperationActionHistory, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, status.sourceCode);
  }
}

@Resolver(() => CooperationAction)
export class CooperationActionStatusesResolver {
  @FieldResolver(() => [CooperationActionHistory], {
    description:
      'Its statuses, as far as sources state them, oldest first. The last one stands until a later one is known: nothing is told of the time after its source.',
  })
  statuses(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<CooperationActionHistory[]> {
    return context.children(actionStatuses, statusesOf(action));
  }

  @FieldResolver(() => ActionStatus, {
    nullable: true,
    description:
      'Its status on a day, whether in force or not: the last of `statuses` until that day. Null if none is known on that day. From the last one on it is that one, which stands until a later one is known; `statuses` tells its day and its source.',
  })
  async statusOn(
    @Root() action: CooperationActionRow,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'The day; defaults to today.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<ActionStatus | null> {
    if (asOf == null) return action.status;
    return statusOn(await context.children(actionStatuses, statusesOf(action)), asOf);
  }
}
