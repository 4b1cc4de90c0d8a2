import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Context } from '../tables.ts';
import { SharedServiceOutcome } from './shared-service.entity.ts';
import { SharedServiceScenario } from './shared-service.filter.ts';
import { outcomeOf } from './shared-service.ts';

@Resolver()
export class SharedServiceResolver {
  @Directive('@cost(weight: 7000)')
  @Query(() => SharedServiceOutcome, {
    nullable: true,
    description:
      'Simulates the shared kitchens or laundries with other customers or without some units. Units keep their own contracts; nothing is stored.',
  })
  simulateSharedService(
    @Arg('scenario', () => SharedServiceScenario, { description: 'The changes.' }) scenario: SharedServiceScenario,
    @Ctx() context: Context,
  ): Promise<SharedServiceOutcome> {
    return outcomeOf(context, scenario);
  }
}
