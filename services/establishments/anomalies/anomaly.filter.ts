import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { changedSince, ChangingWhere } from '../../kit/reading/changed-since.ts';
import type { Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { AnomalyDecision, AnomalyStatus } from './anomaly.entity.ts';

@InputType({ description: 'Conditions on anomalies. All given conditions must be met.' })
export class AnomalyWhere extends ChangingWhere {
  @Field(() => [AnomalyStatus], { nullable: true, description: 'Any of these statuses.' })
  status?: AnomalyStatus[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The FINESS numbers of establishments: it concerns any of them.',
  })
  establishment?: string[] | null;
}

@ArgsType()
export class AnomaliesArgs extends ForwardPageArgs {
  @Field(() => AnomalyWhere, { nullable: true, description: 'Conditions on the anomalies; defaults to all.' })
  where?: AnomalyWhere | null;
}

@InputType({ description: 'A fact that is held to be wrong.' })
export class AnomalyInput {
  @Field(() => ID, { description: 'The global id of the object.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "The field that is wrong: of a dataset's row the column's name. Defaults to the object as a whole.",
  })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What it should be, as a spreadsheet would have it, those of a list with `|` between them; requires `field`.',
  })
  proposed?: string | null;

  @Field(() => String, { description: 'Why it is held to be wrong; at most 2,000 characters.' })
  reason!: string;
}

@ArgsType()
export class DecideArgs {
  @Field(() => ID, { description: 'The id of the anomaly.' })
  id!: string;

  @Field(() => AnomalyDecision, { description: 'What is decided.' })
  decision!: AnomalyDecision;

  @Field(() => String, { description: 'Why; at most 2,000 characters.' })
  reason!: string;
}

export const anomalyCondition = (where: AnomalyWhere): Condition =>
  conditionOf(where, {
    status: (statuses) => sql<boolean>`a.status = any(${statuses}::text[])`,
    changedSince: changedSince(sql`a.changed_at`),
    establishment: (numbers) => sql<boolean>`a.establishments && ${numbers}::text[]`,
  });
