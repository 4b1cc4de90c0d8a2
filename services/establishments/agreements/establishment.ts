import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../register/establishment.entity.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { Context } from '../tables.ts';
import { EstablishmentAgreementsArgs } from './agreement.filter.ts';
import { agreements, agreementsOf, type AgreementRow } from './agreement.listing.ts';
import { AgreementConnection } from './agreement.resolver.ts';
import { OwnCooperationActionsArgs } from './cooperation-action.filter.ts';
import { actionsOf, cooperationActions, type CooperationActionRow } from './cooperation-action.listing.ts';
import { CooperationActionConnection } from './cooperation-action.resolver.ts';

@Resolver(() => Establishment)
export class EstablishmentAgreementsResolver {
  @FieldResolver(() => AgreementConnection, { description: 'The agreements that it is a party to.' })
  agreements(
    @Root() establishment: EstablishmentRow,
    @Args(() => EstablishmentAgreementsArgs) args: EstablishmentAgreementsArgs,
    @Ctx() context: Context,
  ): List<AgreementRow> {
    return context.list(agreements, args, agreementsOf(establishment));
  }

  @FieldResolver(() => CooperationActionConnection, {
    description: 'The cooperation actions that it provides, benefits from, or is the site of.',
  })
  cooperationActions(
    @Root() establishment: EstablishmentRow,
    @Args(() => OwnCooperationActionsArgs) args: OwnCooperationActionsArgs,
    @Ctx() context: Context,
  ): List<CooperationActionRow> {
    return context.list(cooperationActions, args, actionsOf(establishment));
  }
}
