import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

export enum ChangeKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  REMOVED = 'REMOVED',
}

registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What became of an object.',
  valuesConfig: {
    ADDED: { description: 'The hub did not have it before.' },
    CHANGED: { description: 'Some of its fields have other values, or one of its lists has another item.' },
    REMOVED: { description: 'The hub has it no longer.' },
  },
});

@ObjectType({ description: 'What became of one field. Values are texts, as in files of the dataset.' })
@Directive('@shareable')
export class FieldChange {
  @Field(() => Int, {
    nullable: true,
    description: 'The row of a file or mutation that states it; null in the change log.',
  })
  row?: number | null;

  @Field(() => String, {
    description:
      'The field, by its name in the graph; `start` and `end` are the bounds of a period. A list has a change for each item that it got or lost.',
  })
  field!: string;

  @Field(() => String, { nullable: true, description: 'Its value before; null if it had none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Its value after; null if it has none.' })
  after!: string | null;
}

@Entity({ tableName: 'change' })
@ObjectType({ description: 'One change of one object (FHIR `AuditEvent`).' })
export class Change {
  declare [EntityName]?: 'Change';

  @PrimaryKey({ type: 'bigint' })
  position!: string;

  @PrimaryKey({ type: 'int' })
  sequence!: number;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, { description: 'When its transaction was committed.' })
  at!: string;

  @Property({ type: 'text' })
  @Field(() => String, {
    description:
      'The type of the object, such as `CareUnit`. Codes of nomenclatures are of the type `Coding`, and the inhabitants of territories and groupings are told of with the type of these.',
  })
  type!: string;

  @Property({ type: 'text' })
  @Field(() => String, {
    description: 'Its key in the dataset, as `column=value` joined by `;`: `establishment=570005165;year=2024`.',
  })
  key!: string;

  @Property({ type: 'text', nullable: true })
  nodeKey!: string | null;

  @Property({ type: 'text' })
  @Field(() => ChangeKind, { description: 'What became of it.' })
  kind!: ChangeKind;

  @Property({ type: 'jsonb' })
  fields!: FieldChange[];

  @Property({ type: 'jsonb' })
  confidential!: FieldChange[];

  @Property({ type: 'text[]' })
  establishments!: string[];

  @Property({ type: 'text', nullable: true })
  institution!: string | null;

  @Property({ type: 'text', nullable: true })
  import!: string | null;

  @Property({ type: 'text[]' })
  files!: string[];

  @Property({ type: 'text', nullable: true })
  source!: string | null;
}
