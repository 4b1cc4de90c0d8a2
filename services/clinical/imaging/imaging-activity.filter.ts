import { sql } from 'kysely';
import { ArgsType, Field, InputType, Int, registerEnumType } from 'type-graphql';
import { codeCondition, intCondition, yearsCondition, type Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { IntFilter, StringFilter } from '../../kit/reading/filter.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';

@InputType({ description: 'Conditions on imaging activities: all that are given hold.' })
export class ImagingActivityWhere {
  @Field(() => [ImagingActivityWhere], { nullable: true, description: 'All of these hold.' })
  AND?: ImagingActivityWhere[] | null;

  @Field(() => [ImagingActivityWhere], { nullable: true, description: 'One of these holds, at least.' })
  OR?: ImagingActivityWhere[] | null;

  @Field(() => ImagingActivityWhere, { nullable: true, description: 'This does not hold.' })
  NOT?: ImagingActivityWhere | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its year.' })
  year?: IntFilter | null;

  @Field(() => [ImagingModality], { nullable: true, description: 'It is in one of these modalities.' })
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
  description: 'What imaging activities may be ordered by.',
  valuesConfig: {
    YEAR: { description: 'The year.' },
    DEVICES: { description: 'The number of devices; those whose number is not known come last.' },
    EXAMS: { description: 'The number of exams; those whose number is not known come last.' },
  },
});

@InputType({ description: 'One level of an order of imaging activities.' })
export class ImagingActivityOrder {
  @Field(() => ImagingActivityOrderField, { description: 'What to order by.' })
  field!: ImagingActivityOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

@ArgsType()
export class ImagingActivityArgs extends PageArgs {
  @Field(() => ImagingActivityWhere, {
    nullable: true,
    description: 'Which imaging activities; all, where it is absent.',
  })
  where?: ImagingActivityWhere | null;

  @Field(() => [ImagingActivityOrder], {
    nullable: true,
    description: 'In what order: by establishment, year and modality unless told.',
  })
  orderBy?: ImagingActivityOrder[] | null;
}

@ArgsType()
export class EstablishmentImagingActivityArgs {
  @Field(() => [Int], { nullable: true, description: 'Only of these years; of all, where it is absent.' })
  years?: number[] | null;

  @Field(() => [ImagingModality], {
    nullable: true,
    description: 'Only in these modalities; in all, where it is absent.',
  })
  modality?: ImagingModality[] | null;
}

/** What imaging activities are listed by: a `where`, or the arguments of an establishment's. */
export type ImagingActivityConditions = ImagingActivityWhere & EstablishmentImagingActivityArgs;

export const imagingActivityCondition = (where: ImagingActivityConditions): Condition =>
  conditionOf(where, {
    year: (filter, path) => intCondition(sql`a.year`, filter, path),
    years: (years) => yearsCondition(sql`a.year`, years, 'years'),
    modality: (modalities) => sql<boolean>`a.modality = any(${modalities}::text[])`,
    devices: (filter, path) => intCondition(sql`a.devices`, filter, path),
    exams: (filter, path) => intCondition(sql`a.exams`, filter, path),
    establishment: (filter, path) => codeCondition(sql`a.establishment_finess`, filter, path),
  });
