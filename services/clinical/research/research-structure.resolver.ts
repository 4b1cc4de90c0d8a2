import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { ResearchParticipation } from './research-participation.entity.ts';
import { participantsOf, researchParticipations } from './research-participation.listing.ts';
import { ResearchStructure, ResearchStructureKind } from './research-structure.entity.ts';
import { researchStructures } from './research-structure.listing.ts';

@Resolver(() => ResearchStructure)
export class ResearchStructureResolver {
  @Query(() => [ResearchStructure], {
    nullable: true,
    name: 'researchStructures',
    description: 'Research structures, ordered by code in the hub.',
  })
  all(
    @Arg('kind', () => [ResearchStructureKind], {
      nullable: true,
      description: 'Only these kinds; defaults to all.',
    })
    kind: ResearchStructureKind[] | null,
    @Ctx() context: Context,
  ): Promise<ResearchStructure[]> {
    return context.all(researchStructures, { kind });
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() structure: ResearchStructure): string {
    return encodeNodeId('ResearchStructure', structure.code);
  }

  @FieldResolver(() => [ResearchParticipation], {
    description: 'Its current and past participants, ordered by code in the hub.',
  })
  participants(@Root() structure: ResearchStructure, @Ctx() context: Context): Promise<ResearchParticipation[]> {
    return context.children(researchParticipations, participantsOf(structure));
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() structure: ResearchStructure): CooperationAction | null {
    return actionOf(structure.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() structure: ResearchStructure): Source {
    return sourceOf(structure.sourceCode);
  }
}
