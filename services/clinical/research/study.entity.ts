import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';

@Entity({ tableName: 'study' })
@ObjectType({
  implements: Node,
  description: 'A clinical study that establishments do together or alone (FHIR `ResearchStudy`).',
})
@Directive('@key(fields: "id")')
export class Study {
  declare [EntityName]?: 'Study';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title, as its source gives it (FHIR `ResearchStudy.title`).' })
  title!: string;

  @Property({ type: 'text' })
  titleFolded!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'Its number in a register of studies, such as `NCT01234567` (FHIR `ResearchStudy.identifier`); null where no source states one.',
  })
  registryNumber!: string | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description:
      'From when to when it runs; the first of the month where its source states no day (FHIR `ResearchStudy.period`).',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
