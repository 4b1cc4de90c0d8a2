import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'workforce_figure' })
@ObjectType({
  description:
    'The full-time equivalents of one kind of staff at an establishment in a year (SAE, tables Q20 and Q24). Some kinds and disciplines are totals of others: figures that are to be added up are those whose `isTotal` is false.',
})
export class WorkforceFigure {
  declare [EntityName]?: 'WorkforceFigure';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  staffSystem!: string;

  @PrimaryKey({ type: 'text' })
  staffCode!: string;

  @PrimaryKey({ type: 'text', nullable: true })
  disciplineCode!: string | null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether the figure adds up others of the list, by its kind of staff (`M9999`, `ADMTO`, `SOITO`, `EDUTO`, `ETPPNM`) or by its discipline (`2000`, `9999`). Of each year, the figures whose `isTotal` is false add up to the whole workforce.',
  })
  isTotal!: boolean;

  @Property({ type: 'double' })
  @Field(() => Float, {
    description:
      'Full-time equivalents (équivalents temps plein, ETP): of physicians and other medical staff, of those with a salary.',
  })
  fte!: number;

  @Property({ type: 'text' })
  sourceCode!: string;
}
