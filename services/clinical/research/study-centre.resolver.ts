import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { StudyCentre } from './study-centre.entity.ts';

@Resolver(() => StudyCentre)
export class StudyCentreResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The participating establishment.' })
  establishment(@Root() centre: StudyCentre): Establishment {
    return establishmentOf(centre.establishmentFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the fact.' })
  source(@Root() centre: StudyCentre): Source {
    return sourceOf(centre.sourceCode);
  }
}
