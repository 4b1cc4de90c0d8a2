import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { ResearchParticipation } from './research-participation.entity.ts';

@Resolver(() => ResearchParticipation)
export class ResearchParticipationResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The participating establishment.' })
  establishment(@Root() participation: ResearchParticipation): Establishment {
    return establishmentOf(participation.establishmentFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the fact.' })
  source(@Root() participation: ResearchParticipation): Source {
    return sourceOf(participation.sourceCode);
  }
}
