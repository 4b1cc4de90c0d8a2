import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'grouping' })
@ObjectType({
  implements: Node,
  description:
    'A structure of cooperation between establishments, such as a territorial hospital group (FHIR `OrganizationAffiliation`).',
})
@Directive('@key(fields: "code")')
export class Grouping extends OwnedRow {
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
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it merged or ended, as far as a source tells; otherwise the first day of the first year of the statistics (SAE), or the day of the first extract of the register, without it. Null while it stands.',
  })
  closedOn!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;

  @Property({ type: 'date', nullable: true })
  listedOn!: string | null;
}

/** The inhabitants of the communes that a grouping serves in a year, where a file gives them. */
@Entity({ tableName: 'grouping_inhabitants' })
export class GroupingInhabitants {
  declare [EntityName]?: 'GroupingInhabitants';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;

  @PrimaryKey({ type: 'int' })
  year!: number;

  @Property({ type: 'int' })
  population!: number;
}
