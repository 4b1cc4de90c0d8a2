import { Field, Float, ID, ObjectType } from 'type-graphql';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { Establishment } from '../foreign/establishment.entity.ts';

@ObjectType({
  description: 'The daily load of a network of kitchens or laundries, in meals or kilograms of linen.',
})
export class ScenarioMetrics {
  @Field(() => Float, {
    description: 'The demand of all customers: the sum of the known volumes.',
  })
  dailyVolume!: number;

  @Field(() => Float, {
    description: 'The capacity of the units in service: the sum of the known capacities.',
  })
  dailyCapacity!: number;

  @Field(() => Float, {
    description:
      'The demand beyond capacity: of units whose contracts exceed their capacity, and of customers that no unit can supply.',
  })
  unmetVolume!: number;

  @ForPartners()
  @Field(() => Float, {
    nullable: true,
    description:
      "The cost of one meal or one kilogram of linen, in euros: the mean of the contracts with a known cost, weighted by volume. Volumes that move to another unit cost the mean of that unit's current contracts. Null if no cost is known, and where contracts do not concern the institution that asks, of which a warning tells.",
  })
  costPerUnitEur!: number | null;

  @Field(() => [Establishment], {
    nullable: true,
    description:
      'Customers whose demand is not fully met: those that no unit has the capacity for, all customers of units whose contracts exceed their capacity, and customers of unknown volume whose unit stops.',
  })
  customersAtRisk!: Establishment[];
}

@ObjectType({ description: 'The load of a kitchen or laundry in service in a scenario.' })
class UnitLoad {
  @Field(() => ID, { description: 'The global id of the kitchen or laundry.' })
  productionUnit!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      "Its load relative to its daily capacity (taux d'utilisation); null if the capacity is unknown or 0, or if the volume of a contract is unknown.",
  })
  utilisation!: number | null;

  @Field(() => Boolean, {
    description: 'Whether its load exceeds its capacity; false if the capacity is unknown.',
  })
  overCapacity!: boolean;
}

@ObjectType({
  description: 'A network of kitchens or laundries in a scenario, compared with today.',
})
export class SharedServiceOutcome {
  @Field(() => Boolean, {
    description: 'Whether every customer is fully supplied and no unit exceeds its capacity, as far as known.',
  })
  feasible!: boolean;

  @Field(() => ScenarioMetrics, { description: 'The network today.' })
  baseline!: ScenarioMetrics;

  @Field(() => ScenarioMetrics, { description: 'The network in the scenario.' })
  scenario!: ScenarioMetrics;

  @Field(() => [UnitLoad], { description: 'The units in service in the scenario, ordered by code.' })
  units!: UnitLoad[];

  @Field(() => [String], {
    description:
      'The omissions and assumptions of the figures, one sentence each. Those of the costs are for partner institutions.',
  })
  warnings!: string[];
}
