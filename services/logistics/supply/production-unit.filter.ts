import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { codeCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { ProductionUnitStatus } from './production-unit.entity.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

@InputType({ description: 'Conditions on kitchens or laundries. All given conditions must be met.' })
export class ProductionUnitWhere extends ChangingWhere {
  @Field(() => [ProductionUnitWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: ProductionUnitWhere[] | null;

  @Field(() => [ProductionUnitWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: ProductionUnitWhere[] | null;

  @Field(() => ProductionUnitWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: ProductionUnitWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its site.' })
  site?: StringFilter | null;

  @Field(() => StringFilter, {
    nullable: true,
    description: 'The code of the grouping, or the FINESS number of the establishment, that operates it.',
  })
  operatedBy?: StringFilter | null;

  @Field(() => [ProductionUnitStatus], { nullable: true, description: 'Any of these statuses.' })
  status?: ProductionUnitStatus[] | null;
}

@ArgsType()
export class ProductionUnitsArgs extends PageArgs {
  @Field(() => ProductionUnitWhere, { nullable: true, description: 'Conditions on them; defaults to all.' })
  where?: ProductionUnitWhere | null;
}

@ArgsType()
export class ProductionUnitKindArgs {
  @Field(() => [SupplyKind], { nullable: true, description: 'Only these kinds; defaults to all.' })
  kind?: SupplyKind[] | null;
}

/** The conditions on production units: a `where`, or the argument of a parent's field. */
export type ProductionUnitConditions = ProductionUnitWhere & ProductionUnitKindArgs;

export const productionUnitCondition = (where: ProductionUnitConditions): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`u.changed_at`),
    name: (filter, path) => nameCondition(sql`u.name`, sql`u.name_folded`, filter, path),
    site: (filter, path) => registerCodeCondition(sql`u.site_finess`, filter, path),
    // One of them is null. The index has the same expression.
    operatedBy: (filter, path) => codeCondition(sql`coalesce(u.operated_by_code, u.operator_finess)`, filter, path),
    status: (statuses) => sql<boolean>`u.status = any(${statuses}::text[])`,
    kind: (kinds) => sql<boolean>`u.kind = any(${kinds}::text[])`,
  });
