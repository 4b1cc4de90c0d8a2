import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { ResearchStructure } from './research-structure.entity.ts';
import { researchStructures, researchStructuresOn } from './research-structure.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionResearchResolver {
  @FieldResolver(() => [ResearchStructure], {
    nullable: true,
    description: 'The research structures that are based on it.',
  })
  researchStructures(@Root() action: CooperationAction, @Ctx() context: Context): Promise<ResearchStructure[]> {
    return context.children(researchStructures, researchStructuresOn(action));
  }
}
