import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'source' })
@ObjectType({ description: 'Where a fact comes from (FHIR `Provenance`).' })
@Directive('@key(fields: "code")')
export class Source {
  declare [EntityName]?: 'Source';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description: "The hub's own code of the source; `illustrative` marks figures that no source states.",
  })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title, as its publisher gives it.' })
  title!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who publishes it.' })
  publisher!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Where it is published.' })
  url!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The licence that it may be reused under.' })
  licence!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that its facts were extracted on, as it says itself.',
  })
  extractedOn!: string | null;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, { description: 'When the hub last took facts from it.' })
  importedAt!: string;
}
