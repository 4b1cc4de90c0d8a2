import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'intern_census' })
@ObjectType({
  description: 'The interns (internes) of one establishment in a year, by field of training (SAE, table Q22).',
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
      'Interns in medical specialties other than general practice and emergency medicine (internes en médecine); null if the statistics do not state them.',
  })
  medicine!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Interns in general practice (internes en médecine générale); null if the statistics do not state them.',
  })
  generalPractice!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      "Interns in emergency medicine (internes en médecine d'urgence); null if the statistics do not state them.",
  })
  emergency!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Interns in pharmacy (internes en pharmacie); null if the statistics do not state them.',
  })
  pharmacy!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Interns in dentistry (internes en odontologie); null if the statistics do not state them.',
  })
  odontology!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'All interns, as counted by the statistics; null if they do not state them.',
  })
  total!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
