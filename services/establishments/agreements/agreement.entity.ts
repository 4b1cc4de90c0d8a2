import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
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
  description: 'The purpose of an agreement.',
  valuesConfig: {
    FRAMEWORK: { description: 'Sets the framework for later cooperations (accord-cadre).' },
    CONSTITUTIVE: { description: 'Founds a grouping (convention constitutive).' },
    ASSOCIATION: { description: "Associates an establishment with a territorial group (convention d'association)." },
    COOPERATION: { description: 'Establishes one cooperation (convention de coopération).' },
    AMENDMENT: { description: 'Amends another agreement (avenant).' },
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
  description: 'The status of an agreement, as stated by its source.',
  valuesConfig: {
    DRAFT: { description: 'Not signed yet.' },
    SIGNED: { description: 'Signed, not in force yet.' },
    IN_FORCE: { description: 'In force.' },
    SUSPENDED: { description: 'Temporarily suspended.' },
    TERMINATED: { description: 'Ended before the end of its term.' },
    EXPIRED: { description: 'Ended at the end of its term.' },
  },
});

@Entity({ tableName: 'agreement' })
@ObjectType({
  implements: Node,
  description: 'An agreement by which establishments commit to cooperate (FHIR `Contract`).',
})
@Directive('@key(fields: "id")')
export class Agreement extends OwnedRow {
  declare [EntityName]?: 'Agreement';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, { description: 'Its reference in the hub, such as `accord-cadre-metz-2014`.' })
  reference!: string;

  @Property({ type: 'text' })
  @Field(() => AgreementKind, { description: 'Its purpose.' })
  kind!: AgreementKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Property({ type: 'text' })
  titleFolded!: string;

  @Property({ type: 'text' })
  @Field(() => AgreementStatus, { description: 'Its status, as stated by its source.' })
  status!: AgreementStatus;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day it was signed. If the source states no day, the first of the month is used.',
  })
  signedOn!: string | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, { description: 'The period in which it is in force. Its actions lie within it.' })
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
