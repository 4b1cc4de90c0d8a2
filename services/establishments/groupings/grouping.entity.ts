import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';

@Entity({ tableName: 'grouping' })
@ObjectType({
  implements: Node,
  description:
    'A structure of cooperation between establishments, such as a territorial hospital group (FHIR `OrganizationAffiliation`).',
})
@Directive('@key(fields: "code")')
export class Grouping {
  declare [EntityName]?: 'Grouping';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description:
      "Its code: the ministry's for territorial hospital groups (`44108`), otherwise the FINESS number of its legal entity; `GCC-` and its number in FINESS+ while no source states the ministry's.",
  })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => GroupingKind, { description: 'Its legal form.' })
  kind!: GroupingKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text', nullable: true })
  legalEntityFiness!: string | null;

  @Property({ type: 'date', nullable: true })
  closedOn!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;

  @Property({ type: 'date', nullable: true })
  listedOn!: string | null;
}
