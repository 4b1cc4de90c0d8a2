import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';

@Entity({ tableName: 'study' })
@ObjectType({
  implements: Node,
  description: 'A clinical study of one or several establishments (FHIR `ResearchStudy`).',
})
@Directive('@key(fields: "id")')
export class Study extends OwnedRow {
  declare [EntityName]?: 'Study';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title, as stated by its source (FHIR `ResearchStudy.title`).' })
  title!: string;

  @Property({ type: 'text' })
  titleFolded!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'Its number in a register of studies, such as `NCT01234567` (FHIR `ResearchStudy.identifier`); null if unknown.',
  })
  registryNumber!: string | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description:
      'The period in which it runs (FHIR `ResearchStudy.period`). If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
