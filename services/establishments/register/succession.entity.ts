import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'succession' })
@ObjectType({
  description:
    'An establishment that another one took the place of, mostly by a merger (fusion, FHIR `Organization` `replaced-by`).',
})
export class Succession {
  declare [EntityName]?: 'Succession';

  @PrimaryKey({ type: 'text' })
  predecessorFiness!: string;

  @Property({ type: 'text' })
  successorFiness!: string;

  @Property({ type: 'date' })
  @Field(() => DateScalar, {
    description:
      'The day on which the successor took over; where only a year is known, its first day: the first year of the statistics (SAE) that lists the successor in its stead.',
  })
  succeededOn!: string;

  @Property({ type: 'text' })
  sourceCode!: string;
}
