import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';
import { ActionStatus, CooperationMode } from './cooperation.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';

@Entity({ tableName: 'discipline' })
export class Discipline {
  declare [EntityName]?: 'Discipline';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;
}

@Entity({ tableName: 'cooperation_action' })
@ObjectType({
  implements: Node,
  description: 'One cooperation in one discipline or function, under an agreement.',
})
@Directive('@key(fields: "id")')
export class CooperationAction extends OwnedRow {
  declare [EntityName]?: 'CooperationAction';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, { description: 'Its reference in the hub, such as `accord-cadre-metz-2014-dermatologie`.' })
  reference!: string;

  @Property({ type: 'text' })
  agreementReference!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'A short description of its subject.' })
  label!: string;

  @Property({ type: 'text' })
  labelFolded!: string;

  @Property({ type: 'text' })
  @Field(() => Domain, { description: 'Its domain of hospital work.' })
  domain!: Domain;

  @Property({ type: 'text', nullable: true })
  disciplineCode!: string | null;

  @Property({ type: 'text' })
  @Field(() => CooperationMode, { description: 'The mode of cooperation, as classified by the hub.' })
  mode!: CooperationMode;

  @Property({ type: 'text' })
  firstStatus!: ActionStatus;

  @Property({ type: 'text' })
  @Field(() => ActionStatus, {
    description: 'Its progress, as last stated by a source: the last of `statuses`, which tells since when.',
  })
  status!: ActionStatus;

  @Property({ type: 'text', nullable: true })
  providerFiness!: string | null;

  @Property({ type: 'text', nullable: true })
  siteFiness!: string | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description:
      'Its period, within the period of its agreement. A bound that no source states is that of the agreement.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'cooperation_action_beneficiary' })
export class CooperationActionBeneficiary {
  declare [EntityName]?: 'CooperationActionBeneficiary';

  @PrimaryKey({ type: 'text' })
  actionReference!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}
