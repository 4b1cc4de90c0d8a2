import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { dateCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { DateFilter, StringFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { AgreementKind, AgreementStatus } from './agreement.entity.ts';

@InputType({ description: 'Conditions on agreements. All given conditions must be met.' })
export class AgreementWhere extends ChangingWhere {
  @Field(() => [AgreementWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: AgreementWhere[] | null;

  @Field(() => [AgreementWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: AgreementWhere[] | null;

  @Field(() => AgreementWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: AgreementWhere | null;

  @Field(() => [AgreementKind], { nullable: true, description: 'Any of these kinds.' })
  kind?: AgreementKind[] | null;

  @Field(() => [AgreementStatus], { nullable: true, description: 'Any of these statuses.' })
  status?: AgreementStatus[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its title.' })
  title?: StringFilter | null;

  @Field(() => DateFilter, { nullable: true, description: 'The day it was signed.' })
  signedOn?: DateFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It is in force on this day; defaults to any day.' })
  asOf?: string | null;
}

@ArgsType()
export class AgreementsArgs extends PageArgs {
  @Field(() => AgreementWhere, { nullable: true, description: 'Conditions on the agreements; defaults to all.' })
  where?: AgreementWhere | null;
}

@ArgsType()
export class EstablishmentAgreementsArgs extends ForwardPageArgs {
  @Field(() => AgreementWhere, {
    nullable: true,
    description: "Conditions on the agreements; defaults to all of the establishment's.",
  })
  where?: AgreementWhere | null;
}

export const agreementCondition = (where: AgreementWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`a.changed_at`),
    kind: (kinds) => sql<boolean>`a.kind = any(${kinds}::text[])`,
    status: (statuses) => sql<boolean>`a.status = any(${statuses}::text[])`,
    title: (filter, path) => nameCondition(sql`a.title`, sql`a.title_folded`, filter, path),
    signedOn: (filter) => dateCondition(sql`a.signed_on`, filter),
    asOf: (day) => holdsOn(sql`a.period`, day),
  });
