import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType, registerEnumType } from 'type-graphql';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import type { Condition } from '../../kit/reading/condition.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { registerConditions } from '../../kit/register/register-conditions.ts';
import { RegisterWhere } from '../../kit/register/register-where.ts';
import { MembershipFilter, isMember } from '../groupings/membership.filter.ts';

@InputType({ description: 'Conditions on establishments. All given conditions must be met.' })
export class EstablishmentWhere extends RegisterWhere {
  @Field(() => [EstablishmentWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: EstablishmentWhere[] | null;

  @Directive('@cost(weight: 300)')
  @Field(() => [EstablishmentWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: EstablishmentWhere[] | null;

  @Directive('@cost(weight: 50)')
  @Field(() => EstablishmentWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: EstablishmentWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its FINESS number.' })
  finess?: StringFilter | null;

  @Directive('@cost(weight: 600)')
  @Field(() => MembershipFilter, { nullable: true, description: 'It has a membership that meets these conditions.' })
  memberOf?: MembershipFilter | null;
}

export enum EstablishmentOrderField {
  NAME = 'NAME',
  FINESS = 'FINESS',
  OPENED_ON = 'OPENED_ON',
  DISTANCE = 'DISTANCE',
  RELEVANCE = 'RELEVANCE',
}

registerEnumType(EstablishmentOrderField, {
  name: 'EstablishmentOrderField',
  description: 'The fields by which establishments can be ordered.',
  valuesConfig: {
    NAME: { description: 'The name, regardless of accents and case.' },
    FINESS: { description: 'The FINESS number.' },
    OPENED_ON: { description: 'The day it opened; unknown days come last.' },
    DISTANCE: { description: 'The distance from the centre of `where.near`, which is required.' },
    RELEVANCE: {
      description:
        'The relevance for `where.search`, which is required: the share of the words that it has, those of the name first, and of the name that the search has; then hospitals, legal entities, and open establishments.',
    },
  },
});

@InputType({ description: 'One level of an order of establishments.' })
export class EstablishmentOrder {
  @Field(() => EstablishmentOrderField, { description: 'The field to order by.' })
  field!: EstablishmentOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'The direction.' })
  direction!: OrderDirection;
}

export enum EstablishmentGroupField {
  CATEGORY = 'CATEGORY',
  LEVEL = 'LEVEL',
  DEPARTMENT = 'DEPARTMENT',
  REGION = 'REGION',
  LEGAL_STATUS = 'LEGAL_STATUS',
  SECTOR = 'SECTOR',
}

registerEnumType(EstablishmentGroupField, {
  name: 'EstablishmentGroupField',
  description: 'The fields by which establishments can be counted.',
  valuesConfig: {
    CATEGORY: { description: 'The FINESS category.' },
    LEVEL: { description: 'Legal entity or site.' },
    DEPARTMENT: { description: 'The department where it is located.' },
    REGION: { description: 'The region where it is located.' },
    LEGAL_STATUS: { description: 'The legal status; of a site, that of its legal entity.' },
    SECTOR: { description: 'The sector.' },
  },
});

@ArgsType()
export class EstablishmentGroupArgs {
  @Directive('@cost(weight: 5000)')
  @Field(() => EstablishmentGroupField, { description: 'The field to count by.' })
  field!: EstablishmentGroupField;
}

@ArgsType()
export class EstablishmentsArgs extends PageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => EstablishmentWhere, {
    nullable: true,
    description: 'Conditions on the establishments; defaults to all.',
  })
  where?: EstablishmentWhere | null;

  @Directive('@cost(weight: 50)')
  @Field(() => [EstablishmentOrder], {
    nullable: true,
    description: 'The order; defaults to relevance with `where.search`, otherwise to the FINESS number.',
  })
  orderBy?: EstablishmentOrder[] | null;
}

@ArgsType()
export class TerritoryEstablishmentsArgs extends ForwardPageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => EstablishmentWhere, { nullable: true, description: 'Conditions on them; defaults to all.' })
  where?: EstablishmentWhere | null;
}

export const establishmentCondition = (where: EstablishmentWhere): Condition =>
  conditionOf(where, {
    ...registerConditions,
    finess: (filter, path) => registerCodeCondition(sql`e.finess`, filter, path),
    memberOf: (filter, path) => isMember(sql`e.finess`, filter, path),
  });
