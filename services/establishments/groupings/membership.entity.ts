import { MembershipRole } from '../../kit/vocabulary/membership-role.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
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
    'The missions of a university hospital for the territorial groups that it is associated with (code de la santé publique, L6132-3).',
  valuesConfig: {
    TEACHING: { description: 'Teaching and initial training of medical professions.' },
    RESEARCH: { description: 'Research.' },
    MEDICAL_DEMOGRAPHY: { description: 'Management of medical demography.' },
    REFERRAL: { description: 'Referral and recourse care.' },
  },
});

@Entity({ tableName: 'membership' })
@ObjectType({
  implements: Node,
  description:
    'The membership of an establishment in a grouping, in a role, for a period (FHIR `OrganizationAffiliation`).',
})
@Directive('@key(fields: "id")')
export class Membership extends OwnedRow {
  declare [EntityName]?: 'Membership';

  @PrimaryKey({ type: 'bigint' })
  id!: string;

  @Property({ type: 'text' })
  groupingCode!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'text' })
  @Field(() => MembershipRole, { description: 'The role of the establishment in the grouping.' })
  role!: MembershipRole;

  @Property({ type: 'text[]' })
  @Field(() => [AssociationMission], { description: 'The missions of an associated university hospital.' })
  missions!: AssociationMission[];

  @Property({ type: 'daterange' })
  @Field(() => Period, { description: 'Its period.' })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  agreementReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
