import { MembershipRole } from '../../kit/vocabulary/membership-role.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';

enum AssociationMission {
  TEACHING = 'TEACHING',
  RESEARCH = 'RESEARCH',
  MEDICAL_DEMOGRAPHY = 'MEDICAL_DEMOGRAPHY',
  REFERRAL = 'REFERRAL',
}

registerEnumType(AssociationMission, {
  name: 'AssociationMission',
  description:
    'What a university hospital does for the territorial groups it is associated with (code de la santé publique, L6132-3).',
  valuesConfig: {
    TEACHING: { description: 'Teaching and initial training of medical professions.' },
    RESEARCH: { description: 'Research.' },
    MEDICAL_DEMOGRAPHY: { description: 'Management of medical demography.' },
    REFERRAL: { description: 'Referral and recourse care.' },
  },
});

@Entity({ tableName: 'membership' })
@ObjectType({
  description: 'That an establishment belongs to a grouping, in a role, for a period (FHIR `OrganizationAffiliation`).',
})
export class Membership {
  declare [EntityName]?: 'Membership';

  @PrimaryKey({ type: 'bigint' })
  id!: string;

  @Property({ type: 'text' })
  groupingCode!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'text' })
  @Field(() => MembershipRole, { description: 'What the establishment is to the grouping.' })
  role!: MembershipRole;

  @Property({ type: 'text[]' })
  @Field(() => [AssociationMission], { description: 'The missions that an associated university hospital takes on.' })
  missions!: AssociationMission[];

  @Property({ type: 'daterange' })
  @Field(() => Period, { description: 'From when to when.' })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  agreementReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
