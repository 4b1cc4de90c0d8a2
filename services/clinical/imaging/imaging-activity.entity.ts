import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';

@Entity({ tableName: 'imaging_activity' })
@ObjectType({
  implements: Node,
  description: 'Imaging devices and exams of one establishment in one modality and year (SAE).',
})
@Directive('@key(fields: "id")')
export class ImagingActivity extends OwnedRow {
  declare [EntityName]?: 'ImagingActivity';

  @Property({ type: 'text' })
  id!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year. Devices are as of 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => ImagingModality, { description: 'The modality.' })
  modality!: ImagingModality;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Devices on site (appareils); null if the statistics do not state them.',
  })
  devices!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Devices that the establishment itself operates (appareils exploités); null if the statistics do not state them.',
  })
  operatedDevices!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Exams in the year of patients hospitalised there or elsewhere (patients hospitalisés); null if the statistics do not state them.',
  })
  inpatientExams!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Exams of outpatients in the year (patients externes); null if the statistics do not state them.',
  })
  outpatientExams!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'All exams in the year (examens); null if the statistics do not state them.',
  })
  exams!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'grouping_imaging_activity' })
@ObjectType({
  description:
    'Imaging devices of all members of a territorial group in one modality and year, as totalled by the statistics (SAE).',
})
export class GroupingImagingActivity {
  declare [EntityName]?: 'GroupingImagingActivity';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year. Devices are as of 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => ImagingModality, { description: 'The modality.' })
  modality!: ImagingModality;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: "Devices at its members' sites (appareils); null if the statistics do not state them.",
  })
  devices!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
