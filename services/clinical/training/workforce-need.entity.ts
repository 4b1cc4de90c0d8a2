import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, ObjectType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';

@Entity({ tableName: 'workforce_need' })
@ObjectType({
  description:
    'The practitioners of one specialty that an establishment needs, by its own statement, and those that it has (besoin en ressources médicales).',
})
export class WorkforceNeed {
  declare [EntityName]?: 'WorkforceNeed';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'text' })
  specialtyCode!: string;

  @Property({ type: 'double' })
  @Field(() => Float, {
    description: 'The practitioners needed, in full-time equivalents (équivalents temps plein, ETP).',
  })
  requiredFte!: number;

  @Property({ type: 'double' })
  @Field(() => Float, {
    description: 'The practitioners in post, in full-time equivalents (équivalents temps plein, ETP).',
  })
  filledFte!: number;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'Its period. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
