import { sql } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { FlowArgs, type FlowWhere } from '../../kit/vocabulary/flow.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

/** The conditions on contracts: in force on a day, which defaults to today, and of some kinds. */
export interface SupplyContractWhere extends FlowWhere {
  kind?: SupplyKind[] | null;
}

@ArgsType()
export class SupplyFlowArgs extends FlowArgs implements SupplyContractWhere {
  @Field(() => [SupplyKind], { nullable: true, description: 'Only these kinds; defaults to all.' })
  kind?: SupplyKind[] | null;
}

@ArgsType()
export class ContractsInForceArgs implements FlowWhere {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only contracts in force on this day; defaults to today.',
  })
  asOf?: string | null;
}

export const supplyContractCondition = ({ kind, asOf }: SupplyContractWhere): Condition =>
  allOf([...(kind ? [sql<boolean>`s.kind = any(${kind}::text[])`] : []), holdsOn(sql`s.period`, asOf)]);
