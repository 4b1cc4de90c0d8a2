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
  description: 'The role of an establishment in a study.',
  valuesConfig: {
    SPONSOR: { description: 'Legally responsible for the study (promoteur).' },
    COORDINATOR: { description: 'Coordinates the centres (centre coordonnateur).' },
    ASSOCIATED_CENTRE: { description: 'Includes patients alongside the coordinator (centre associé).' },
  },
});

@Entity({ tableName: 'study_centre' })
@ObjectType({
  description: 'The participation of an establishment in a study, in a role (FHIR `ResearchStudy.associatedParty`).',
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
  @Field(() => StudyCentreRole, { description: 'The role of the establishment in the study.' })
  role!: StudyCentreRole;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Patients that it has included (inclusions); null if unknown.',
  })
  included!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
