import { Args, Ctx, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Grouping, groupingOf } from '../foreign/grouping.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { loads, utilisationOf, volumeOf } from './load.listing.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import type { ProductionUnitRow } from './production-unit.listing.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import { ContractsInForceArgs } from './supply-contract.filter.ts';
import { supplyContracts, supplyContractsOf, type SupplyContractRow } from './supply-contract.listing.ts';
import { SupplyUnit, unitOf } from './supply-kind.entity.ts';

/** The fields of both kitchens and laundries. */
@Resolver(() => ProductionUnit)
export class ProductionUnitResolver {
  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() unit: ProductionUnitRow): string {
    return encodeNodeId(unit.__typename, unit.code);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The site where it is, or would be, located; null if unknown.',
  })
  site(@Root() { siteFiness }: ProductionUnitRow): Establishment | null {
    return siteFiness === null ? null : establishmentOf(siteFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that operates it; null if a grouping operates it, or if unknown.',
  })
  operator(@Root() { operatorFiness }: ProductionUnitRow): Establishment | null {
    return operatorFiness === null ? null : establishmentOf(operatorFiness);
  }

  @FieldResolver(() => Grouping, {
    nullable: true,
    description: 'The grouping that operates it; null if an establishment operates it, or if unknown.',
  })
  operatedBy(@Root() { operatedByCode }: ProductionUnitRow): Grouping | null {
    return operatedByCode === null ? null : groupingOf(operatedByCode);
  }

  @FieldResolver(() => SupplyUnit, { description: 'The unit of its capacity and volumes.' })
  unit(@Root() { kind }: ProductionUnitRow): SupplyUnit {
    return unitOf[kind];
  }

  @FieldResolver(() => Float, {
    description: 'The daily volume of its contracts in force, in its `unit`: the sum of the known volumes, or 0.',
  })
  async contractedVolume(
    @Root() unit: ProductionUnitRow,
    @Args(() => ContractsInForceArgs) { asOf }: ContractsInForceArgs,
    @Ctx() context: Context,
  ): Promise<number> {
    return volumeOf(await context.children(loads, supplyContractsOf(unit), { asOf }));
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Its contracted volume relative to its daily capacity: above 1 if the contracts exceed the capacity (taux d'utilisation). Null if the capacity is unknown or 0, or if the volume of a contract in force is unknown.",
  })
  async utilisation(
    @Root() unit: ProductionUnitRow,
    @Args(() => ContractsInForceArgs) { asOf }: ContractsInForceArgs,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return utilisationOf(unit, await context.children(loads, supplyContractsOf(unit), { asOf }));
  }

  @FieldResolver(() => [SupplyContract], { description: 'Its supply contracts in force on a day.' })
  contracts(
    @Root() unit: ProductionUnitRow,
    @Args(() => ContractsInForceArgs) { asOf }: ContractsInForceArgs,
    @Ctx() context: Context,
  ): Promise<SupplyContractRow[]> {
    return context.children(supplyContracts, supplyContractsOf(unit), { asOf });
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() unit: ProductionUnitRow): CooperationAction | null {
    return actionOf(unit.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() unit: ProductionUnitRow): Source {
    return sourceOf(unit.sourceCode);
  }
}
