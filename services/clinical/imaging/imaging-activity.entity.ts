import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'imaging_activity' })
@ObjectType({
  description: 'A year of one establishment in one modality: its imaging devices and its exams (SAE).',
})
export class ImagingActivity {
  declare [EntityName]?: 'ImagingActivity';

  @Property({ type: 'text' })
  id!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year; devices are those of its 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => ImagingModality, { description: 'The modality.' })
  modality!: ImagingModality;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Devices that stand there (appareils); null where the statistics state none.',
  })
  devices!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Devices that the establishment itself operates (appareils exploités); null where the statistics state none.',
  })
  operatedDevices!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Exams of patients hospitalised there or elsewhere, in the year (patients hospitalisés); null where the statistics state none.',
  })
  inpatientExams!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Exams of external patients in the year (patients externes); null where the statistics state none.',
  })
  outpatientExams!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'All exams in the year (examens); null where the statistics state none.',
  })
  exams!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'grouping_imaging_activity' })
@ObjectType({
  description:
    'A year of all members of a territorial group together in one modality, as the statistics add them up (SAE).',
})
export class GroupingImagingActivity {
  declare [EntityName]?: 'GroupingImagingActivity';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year; devices are those of its 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => ImagingModality, { description: 'The modality.' })
  modality!: ImagingModality;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Devices that stand at its members (appareils); null where the statistics state none.',
  })
  devices!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
