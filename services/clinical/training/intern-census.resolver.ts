import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { InternCensus } from './intern-census.entity.ts';

@Resolver(() => InternCensus)
export class InternCensusResolver {
  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that the figures describe: a site, or a legal entity with all of its sites.',
  })
  establishment(@Root() census: InternCensus): Establishment {
    return establishmentOf(census.establishmentFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() census: InternCensus): Source {
    return sourceOf(census.sourceCode);
  }
}
