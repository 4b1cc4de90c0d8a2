import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'intern_census' })
@ObjectType({
  description: 'The interns (internes) of one establishment in a year, by what they train for (SAE, table Q22).',
})
export class InternCensus {
  declare [EntityName]?: 'InternCensus';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Interns in medical specialties other than general practice and emergency medicine (internes en médecine); null where the statistics state none.',
  })
  medicine!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Interns in general practice (internes en médecine générale); null where the statistics state none.',
  })
  generalPractice!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      "Interns in emergency medicine (internes en médecine d'urgence); null where the statistics state none.",
  })
  emergency!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Interns in pharmacy (internes en pharmacie); null where the statistics state none.',
  })
  pharmacy!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Interns in dentistry (internes en odontologie); null where the statistics state none.',
  })
  odontology!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'All interns, as the statistics count them; null where they state none.',
  })
  total!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
