import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum StudyCentreRole {
  SPONSOR = 'SPONSOR',
  COORDINATOR = 'COORDINATOR',
  ASSOCIATED_CENTRE = 'ASSOCIATED_CENTRE',
}

registerEnumType(StudyCentreRole, {
  name: 'StudyCentreRole',
  description: 'What an establishment is to a study.',
  valuesConfig: {
    SPONSOR: { description: 'It answers for the study before the law (promoteur).' },
    COORDINATOR: { description: 'It coordinates the centres (centre coordonnateur).' },
    ASSOCIATED_CENTRE: { description: 'It includes patients beside the coordinator (centre associé).' },
  },
});

@Entity({ tableName: 'study_centre' })
@ObjectType({
  description: 'That an establishment takes part in a study, in a role (FHIR `ResearchStudy.associatedParty`).',
})
export class StudyCentre {
  declare [EntityName]?: 'StudyCentre';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  studyCode!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'text' })
  @Field(() => StudyCentreRole, { description: 'What the establishment is to the study.' })
  role!: StudyCentreRole;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Patients that it has included (inclusions); null where no source states them.',
  })
  included!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
