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
  description: 'The role of an establishment in a research structure.',
  valuesConfig: {
    HOST: { description: "Hosts the structure (établissement d'accueil)." },
    MEMBER: { description: 'Its professionals are members of the structure (membre).' },
    ASSOCIATED_CENTRE: { description: 'Conducts research as an associated centre of the structure (centre associé).' },
    USER: { description: "Its professionals have access to the structure's services (utilisateur)." },
  },
});

@Entity({ tableName: 'research_participation' })
@ObjectType({
  description:
    'The participation of an establishment in a research structure, in a role, for a period (FHIR `OrganizationAffiliation`).',
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
  @Field(() => ResearchRole, { description: 'The role of the establishment in the structure.' })
  role!: ResearchRole;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'Its period. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
