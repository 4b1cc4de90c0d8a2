import { FieldResolver, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { WorkforceNeed } from './workforce-need.entity.ts';
import type { WorkforceNeedRow } from './workforce-need.listing.ts';

@Resolver(() => WorkforceNeed)
export class WorkforceNeedResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that states its need.' })
  establishment(@Root() need: WorkforceNeedRow): Establishment {
    return establishmentOf(need.establishmentFiness);
  }

  @FieldResolver(() => Coding, {
    description: 'The specialty of the practitioners, as a specialty of the medical profession (spécialité ordinale).',
  })
  specialty(@Root() { specialtyCode, specialtyLabel }: WorkforceNeedRow): Coding {
    return coding(CodeSystem.specialty, specialtyCode, specialtyLabel);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() need: WorkforceNeedRow): Source {
    return sourceOf(need.sourceCode);
  }
}
