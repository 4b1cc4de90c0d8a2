import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';

@Entity({ tableName: 'pharmacy' })
@ObjectType({ implements: Node, description: 'A hospital pharmacy (pharmacie à usage intérieur).' })
@Directive('@key(fields: "id")')
export class Pharmacy extends OwnedRow {
  declare [EntityName]?: 'Pharmacy';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as stated by its source.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text' })
  siteFiness!: string;

  @Property({ type: 'text', nullable: true })
  operatedByFiness!: string | null;

  @Property({ type: 'text[]' })
  @Field(() => [PharmacyActivity], { description: 'Its activities; empty if unknown.' })
  activities!: PharmacyActivity[];

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'The period in which it operates. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
