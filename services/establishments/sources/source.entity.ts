import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'source' })
@ObjectType({ description: 'The source of a fact (FHIR `Provenance`).' })
@Directive('@key(fields: "code")')
export class Source {
  declare [EntityName]?: 'Source';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description: "The hub's own code of the source; `illustrative` marks figures that no source states.",
  })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title, as given by its publisher.' })
  title!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its publisher.' })
  publisher!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The address where it is published.' })
  url!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The licence for its reuse.' })
  licence!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day of its latest complete extract, as stated by the source; null if it states none, or if only parts of extracts were loaded.',
  })
  extractedOn!: string | null;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, { description: 'The time when the hub last imported it.' })
  importedAt!: string;
}
