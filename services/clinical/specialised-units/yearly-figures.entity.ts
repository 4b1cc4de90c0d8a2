import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

/** The statistics of one establishment and year. */
@Entity({ abstract: true })
@ObjectType()
export abstract class YearlyFigures {
  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year. Capacities are as of 31 December.' })
  year!: number;

  @Property({ type: 'text' })
  sourceCode!: string;
}

/** The statistics of one establishment, year and kind. */
@Entity({ abstract: true })
@ObjectType()
export abstract class FiguresByKind extends YearlyFigures {
  @PrimaryKey({ type: 'text' })
  kindCode!: string;
}
