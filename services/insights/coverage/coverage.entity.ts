import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { CoverageDomain } from './coverage-domain.ts';
import { CoverageState } from './coverage-state.ts';

@ObjectType({
  description:
    'How much of a domain the hub knows in a territory, in a grouping or of an establishment (couverture): whether an empty list means none, or not known.',
})
export class Coverage {
  @Field(() => CoverageDomain, { description: 'The domain, which tells what is counted.' })
  domain!: CoverageDomain;

  territoryCode!: string | null;

  @Field(() => Int, { description: 'How many objects of the domain the hub knows there.' })
  known!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many there should be, by the source that counts them; null where no source does.',
  })
  expected!: number | null;

  @Field(() => CoverageState, { description: 'What follows from both.' })
  state!: CoverageState;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The latest day that the known objects tell of: of the extract that lists them, or the last day of the latest year of the statistics. Null if unknown, or if none is known.',
  })
  asOf!: string | null;

  sourceCodes!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What is missing and how to bring it, in words; null if nothing is.',
  })
  note!: string | null;
}
