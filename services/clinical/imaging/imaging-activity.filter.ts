import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType, Int, registerEnumType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { intCondition, yearsCondition, type Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { IntFilter, StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';

@InputType({ description: 'Conditions on imaging activities. All given conditions must be met.' })
export class ImagingActivityWhere extends ChangingWhere {
  @Field(() => [ImagingActivityWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: ImagingActivityWhere[] | null;

  @Directive('@cost(weight: 100)')
  @Field(() => [ImagingActivityWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: ImagingActivityWhere[] | null;

  @Directive('@cost(weight: 50)')
  @Field(() => ImagingActivityWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: ImagingActivityWhere | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its year.' })
  year?: IntFilter | null;

  @Field(() => [ImagingModality], { nullable: true, description: 'Any of these modalities.' })
  modality?: ImagingModality[] | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its number of devices.' })
  devices?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its number of exams.' })
  exams?: IntFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its establishment.' })
  establishment?: StringFilter | null;
}

export enum ImagingActivityOrderField {
  YEAR = 'YEAR',
  DEVICES = 'DEVICES',
  EXAMS = 'EXAMS',
}

registerEnumType(ImagingActivityOrderField, {
  name: 'ImagingActivityOrderField',
  description: 'The fields by which imaging activities can be ordered.',
  valuesConfig: {
    YEAR: { description: 'The year.' },
    DEVICES: { description: 'The number of devices; unknown numbers come last.' },
    EXAMS: { description: 'The number of exams; unknown numbers come last.' },
  },
});

@InputType({ description: 'One level of an order of imaging activities.' })
export class ImagingActivityOrder {
  @Field(() => ImagingActivityOrderField, { description: 'The field to order by.' })
  field!: ImagingActivityOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'The direction.' })
  direction!: OrderDirection;
}

@ArgsType()
export class ImagingActivityArgs extends PageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => ImagingActivityWhere, {
    nullable: true,
    description: 'Conditions on the imaging activities; defaults to all.',
  })
  where?: ImagingActivityWhere | null;

  @Directive('@cost(weight: 50)')
  @Field(() => [ImagingActivityOrder], {
    nullable: true,
    description: 'The order; defaults to establishment, year and modality.',
  })
  orderBy?: ImagingActivityOrder[] | null;
}

@ArgsType()
export class EstablishmentImagingActivityArgs {
  @Field(() => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
  years?: number[] | null;

  @Field(() => [ImagingModality], {
    nullable: true,
    description: 'Only these modalities; defaults to all.',
  })
  modality?: ImagingModality[] | null;
}

/** The conditions on imaging activities: a `where`, or the arguments of an establishment's field. */
export type ImagingActivityConditions = ImagingActivityWhere & EstablishmentImagingActivityArgs;

export const imagingActivityCondition = (where: ImagingActivityConditions): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`a.changed_at`),
    year: (filter) => intCondition(sql`a.year`, filter),
    years: (years) => yearsCondition(sql`a.year`, years),
    modality: (modalities) => sql<boolean>`a.modality = any(${modalities}::text[])`,
    devices: (filter) => intCondition(sql`a.devices`, filter),
    exams: (filter) => intCondition(sql`a.exams`, filter),
    establishment: (filter, path) => registerCodeCondition(sql`a.establishment_finess`, filter, path),
  });
