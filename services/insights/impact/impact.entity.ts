import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Domain } from '../../kit/vocabulary/domain.ts';
import type { Reached } from '../dependencies/reached-tie.listing.ts';
import type { Stoppage } from './stoppage.listing.ts';

/** What a report is told from: the ties that are lost, and, read when it is first asked for, those that fall in turn. */
export interface Impact {
  resource: string;
  stoppage: Stoppage;
  reached: () => Promise<Reached>;
}

@ObjectType({
  description:
    'Who is hit, as things stand today, when a unit or an establishment stops, and who could take over (analyse d’impact). Empty where nothing is known to rest on it.',
})
export class ImpactReport {
  @Field(() => ID, { description: 'The global id of what stops, as it was asked.' })
  resource!: string;
}

@ObjectType({ description: 'What one establishment that is hit directly loses in one domain (besoin non couvert).' })
export class UnmetNeed {
  @Field(() => Domain, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => Float, {
    nullable: true,
    description:
      'The part of its need that is lost, from 0 to 1: the sum of the shares that are known; where it loses several services of the domain, that of the service which loses most. Null where no share is known.',
  })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'What is lost in a day, in meals or in kilograms of linen: the sum of the volumes that are known; null where none is.',
  })
  dailyVolume!: number | null;
}
