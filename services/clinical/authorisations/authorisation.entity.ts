import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { Changing } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { AuthorisationNature } from '../../kit/vocabulary/authorisation-nature.ts';

@Entity({ tableName: 'authorisation' })
@ObjectType({
  implements: Node,
  description:
    'An authorised activity (activité autorisée): a legal entity holds it, and a site exercises it (FINESS+, activities).',
})
@Directive('@key(fields: "id")')
export class Authorisation extends Changing {
  declare [EntityName]?: 'Authorisation';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => AuthorisationNature, { description: 'Its nature (nature de l’activité).' })
  nature!: AuthorisationNature;

  @Property({ type: 'text' })
  legalEntityFiness!: string;

  @Property({ type: 'text', nullable: true })
  siteFiness!: string | null;

  @Property({ type: 'text' })
  activityCode!: string;

  @Property({ type: 'text', nullable: true })
  modalityCode!: string | null;

  @Property({ type: 'text', nullable: true })
  mentionCode!: string | null;

  @Property({ type: 'text', nullable: true })
  practiceCode!: string | null;

  @Property({ type: 'text', nullable: true })
  declarationCode!: string | null;

  @Property({ type: 'text', nullable: true })
  formCode!: string | null;

  @Property({ type: 'text', nullable: true })
  operatingModeCode!: string | null;

  @Property({ type: 'text', nullable: true })
  clienteleCode!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'Its number in ARHGOS, the register of the regional health agencies (numéro d’autorisation ARHGOS); null if it has none.',
  })
  arhgosNumber!: string | null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'Whether the latest extract lists it as active (état de l’objet).',
  })
  isActive!: boolean;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description:
      'When it is authorised. The end is unknown if it is null and the activity is no longer active; an activity that became inactive between two extracts ends on the day of the later one.',
  })
  period!: Period;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it lapses according to the register (date de caducité), which does not end the period; null if none is stated.',
  })
  lapsesOn!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

/** The labels of the codes of authorisations. */
@Entity({ tableName: 'authorisation_code' })
export class AuthorisationCode {
  declare [EntityName]?: 'AuthorisationCode';

  @PrimaryKey({ type: 'text' })
  system!: string;

  @PrimaryKey({ type: 'text' })
  code!: string;

  /** The activity under which the code has this meaning; empty if it has it under any. */
  @PrimaryKey({ type: 'text' })
  activity!: string;

  @Property({ type: 'text' })
  label!: string;
}
