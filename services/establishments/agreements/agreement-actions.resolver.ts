import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import type { Context } from '../tables.ts';
import { Agreement } from './agreement.entity.ts';
import type { AgreementRow } from './agreement.listing.ts';
import { OwnCooperationActionsArgs } from './cooperation-action.filter.ts';
import { CooperationActionConnection } from './cooperation-action.resolver.ts';
import { actionsUnder, cooperationActions, type CooperationActionRow } from './cooperation-action.listing.ts';

@Resolver(() => Agreement)
export class AgreementActionsResolver {
  @FieldResolver(() => CooperationActionConnection, { description: 'The cooperation actions that belong to it.' })
  actions(
    @Root() agreement: AgreementRow,
    @Args(() => OwnCooperationActionsArgs) args: OwnCooperationActionsArgs,
    @Ctx() context: Context,
  ): List<CooperationActionRow> {
    return context.list(cooperationActions, args, actionsUnder(agreement));
  }
}
