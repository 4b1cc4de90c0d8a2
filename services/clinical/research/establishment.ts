import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { ResearchStructure } from './research-structure.entity.ts';
import { researchStructures, researchStructuresOf } from './research-structure.listing.ts';
import { EstablishmentStudiesArgs } from './study.filter.ts';
import { studies, studiesOf, type StudyRow } from './study.listing.ts';
import { StudyConnection } from './study.resolver.ts';

@Resolver(() => Establishment)
export class EstablishmentResearchResolver {
  @FieldResolver(() => [ResearchStructure], {
    nullable: true,
    description: 'The research structures in which it participates today, in any role.',
  })
  researchStructures(@Root() establishment: Establishment, @Ctx() context: Context): Promise<ResearchStructure[]> {
    return context.children(researchStructures, researchStructuresOf(establishment));
  }

  @FieldResolver(() => StudyConnection, {
    nullable: true,
    description: 'The studies in which it participates or participated. Each is listed once.',
  })
  studies(
    @Root() establishment: Establishment,
    @Args(() => EstablishmentStudiesArgs) { role, ...page }: EstablishmentStudiesArgs,
    @Ctx() context: Context,
  ): List<StudyRow> {
    return context.list(studies, page, studiesOf(establishment, role));
  }
}
