import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

export enum AgreementKind {
  FRAMEWORK = 'FRAMEWORK',
  CONSTITUTIVE = 'CONSTITUTIVE',
  ASSOCIATION = 'ASSOCIATION',
  COOPERATION = 'COOPERATION',
  AMENDMENT = 'AMENDMENT',
}

registerEnumType(AgreementKind, {
  name: 'AgreementKind',
  description: 'What an agreement is for.',
  valuesConfig: {
    FRAMEWORK: { description: 'It frames cooperations to come (accord-cadre).' },
    CONSTITUTIVE: { description: 'It founds a grouping (convention constitutive).' },
    ASSOCIATION: { description: "It associates an establishment with a territorial group (convention d'association)." },
    COOPERATION: { description: 'It settles one cooperation (convention de coopération).' },
    AMENDMENT: { description: 'It changes another agreement (avenant).' },
  },
});

export enum AgreementStatus {
  DRAFT = 'DRAFT',
  SIGNED = 'SIGNED',
  IN_FORCE = 'IN_FORCE',
  SUSPENDED = 'SUSPENDED',
  TERMINATED = 'TERMINATED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(AgreementStatus, {
  name: 'AgreementStatus',
  description: 'Where an agreement stands, as its source tells.',
  valuesConfig: {
    DRAFT: { description: 'Not signed yet.' },
    SIGNED: { description: 'Signed, not in force yet.' },
    IN_FORCE: { description: 'In force.' },
    SUSPENDED: { description: 'Suspended for a time.' },
    TERMINATED: { description: 'Ended before its term.' },
    EXPIRED: { description: 'Ended at its term.' },
  },
});

@Entity({ tableName: 'agreement' })
@ObjectType({
  implements: Node,
  description: 'An agreement by which establishments bind themselves to cooperate (FHIR `Contract`).',
})
@Directive('@key(fields: "id")')
export class Agreement {
  declare [EntityName]?: 'Agreement';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, { description: 'Its reference in the hub, such as `accord-cadre-metz-2014`.' })
  reference!: string;

  @Property({ type: 'text' })
  @Field(() => AgreementKind, { description: 'What it is for.' })
  kind!: AgreementKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Property({ type: 'text' })
  titleFolded!: string;

  @Property({ type: 'text' })
  @Field(() => AgreementStatus, { description: 'Where it stands, as its source tells.' })
  status!: AgreementStatus;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day it was signed; the first of the month where its source states no day.',
  })
  signedOn!: string | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, { description: 'From when to when it holds; its actions lie within.' })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  amendsReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'agreement_party' })
export class AgreementParty {
  declare [EntityName]?: 'AgreementParty';

  @PrimaryKey({ type: 'text' })
  agreementReference!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}
