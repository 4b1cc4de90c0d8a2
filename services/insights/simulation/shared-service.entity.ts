import { Field, Float, ID, ObjectType } from 'type-graphql';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { Establishment } from '../foreign/establishment.entity.ts';

@ObjectType({
  description: 'What a network of kitchens or laundries carries in a day, in meals or in kilograms of linen.',
})
export class ScenarioMetrics {
  @Field(() => Float, {
    description: 'What all customers ask for: the sum of the volumes that are known.',
  })
  dailyVolume!: number;

  @Field(() => Float, {
    description: 'The most that the units in service can make: the sum of the capacities that are known.',
  })
  dailyCapacity!: number;

  @Field(() => Float, {
    description:
      'What is asked for beyond capacity: of units whose contracts exceed it, and of customers placed nowhere.',
  })
  unmetVolume!: number;

  @ForPartners()
  @Field(() => Float, {
    nullable: true,
    description:
      'What one meal or one kilogram of linen costs, in euros: the mean of the contracts whose cost is known, by volume. What another unit takes on costs the mean of the contracts that the unit has today. Null where no cost is known. For partner institutions.',
  })
  costPerUnitEur!: number | null;

  @Field(() => [Establishment], {
    nullable: true,
    description:
      'Customers whose demand is not met in full: those that found no unit with capacity left, and all those of a unit whose contracts exceed its capacity. One whose unit stops and whose volume is not known is among them.',
  })
  customersAtRisk!: Establishment[];
}

@ObjectType({ description: 'What a kitchen or a laundry in service carries in a scenario.' })
class UnitLoad {
  @Field(() => ID, { description: 'The global id of the kitchen or laundry.' })
  productionUnit!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      "What it has to deliver as a part of its daily capacity (taux d'utilisation); null where its capacity is not known or 0, or where a contract has no known volume.",
  })
  utilisation!: number | null;

  @Field(() => Boolean, {
    description: 'Whether it has to deliver more than its capacity; false where the capacity is not known.',
  })
  overCapacity!: boolean;
}

@ObjectType({
  description: 'What a scenario would make of a network of kitchens or laundries, beside what it is today.',
})
export class SharedServiceOutcome {
  @Field(() => Boolean, {
    description: 'Whether every customer is served in full and no unit is over its capacity, as far as is known.',
  })
  feasible!: boolean;

  @Field(() => ScenarioMetrics, { description: 'The network today.' })
  baseline!: ScenarioMetrics;

  @Field(() => ScenarioMetrics, { description: 'The network in the scenario.' })
  scenario!: ScenarioMetrics;

  @Field(() => [UnitLoad], { description: 'The units in service in the scenario, in the order of their codes.' })
  units!: UnitLoad[];

  @Field(() => [String], {
    description:
      'What the figures leave out or take for granted, a sentence each; what the costs leave out, for partner institutions.',
  })
  warnings!: string[];
}
