import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Context } from '../tables.ts';
import { SharedServiceOutcome } from './shared-service.entity.ts';
import { SharedServiceScenario } from './shared-service.filter.ts';
import { outcomeOf } from './shared-service.ts';

@Resolver()
export class SharedServiceResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => SharedServiceOutcome, {
    nullable: true,
    description:
      'What the shared kitchens or laundries would carry with other customers or without a unit. Units keep their own contracts; nothing is stored.',
  })
  simulateSharedService(
    @Arg('scenario', () => SharedServiceScenario, { description: 'What changes.' }) scenario: SharedServiceScenario,
    @Ctx() context: Context,
  ): Promise<SharedServiceOutcome> {
    return outcomeOf(context, scenario);
  }
}
