import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Domain } from '../../kit/vocabulary/domain.ts';
import type { Reached } from '../dependencies/reached-tie.listing.ts';
import type { Stoppage } from './stoppage.listing.ts';

/** The value of a report: the ties that are lost, and those that fail in turn, which are read on first use. */
export interface Impact {
  resource: string;
  criterion: string;
  stoppage: Stoppage;
  reached: () => Promise<Reached>;
}

@ObjectType({
  description:
    'The establishments affected today if a unit or an establishment stops, and those that could take over (analyse d’impact). Empty if nothing is known to depend on it.',
})
export class ImpactReport {
  @Field(() => ID, { description: 'The global id of the unit or establishment that stops, as given in the request.' })
  resource!: string;

  @Field(() => String, {
    description: 'By which rule a loss is followed from those who lose a service to those whom they provide with it.',
  })
  criterion!: string;
}

@ObjectType({ description: 'The loss of one directly affected establishment in one domain (besoin non couvert).' })
export class UnmetNeed {
  @Field(() => Domain, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => Float, {
    nullable: true,
    description:
      'The lost share of its need, from 0 to 1: the sum of the known shares of a service. If several services of the domain are lost, the highest of their sums. Null if no share is known.',
  })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The volume lost in a day, in meals or kilograms of linen: the sum of the known volumes; null if none is known.',
  })
  dailyVolume!: number | null;
}
