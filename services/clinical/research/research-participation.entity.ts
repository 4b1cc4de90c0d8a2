import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';

enum ResearchRole {
  HOST = 'HOST',
  MEMBER = 'MEMBER',
  ASSOCIATED_CENTRE = 'ASSOCIATED_CENTRE',
  USER = 'USER',
}

registerEnumType(ResearchRole, {
  name: 'ResearchRole',
  description: 'What an establishment is to a research structure.',
  valuesConfig: {
    HOST: { description: "It houses the structure (établissement d'accueil)." },
    MEMBER: { description: 'Its professionals sit in the structure (membre).' },
    ASSOCIATED_CENTRE: { description: 'It does research as an associated centre of the structure (centre associé).' },
    USER: { description: "Its professionals have access to the structure's services (utilisateur)." },
  },
});

@Entity({ tableName: 'research_participation' })
@ObjectType({
  description:
    'That an establishment takes part in a research structure, in a role, for a period (FHIR `OrganizationAffiliation`).',
})
export class ResearchParticipation {
  declare [EntityName]?: 'ResearchParticipation';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  structureCode!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'text' })
  @Field(() => ResearchRole, { description: 'What the establishment is to the structure.' })
  role!: ResearchRole;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'From when to when; the first of the month where its source states no day.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
