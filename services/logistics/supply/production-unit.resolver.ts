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

/** The fields of kitchens and laundries alike. */
@Resolver(() => ProductionUnit)
export class ProductionUnitResolver {
  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() unit: ProductionUnitRow): string {
    return encodeNodeId(unit.__typename, unit.code);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The site where it stands, or would stand; null where no source states it.',
  })
  site(@Root() { siteFiness }: ProductionUnitRow): Establishment | null {
    return siteFiness === null ? null : establishmentOf(siteFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that operates it; null where a grouping does, or where no source states it.',
  })
  operator(@Root() { operatorFiness }: ProductionUnitRow): Establishment | null {
    return operatorFiness === null ? null : establishmentOf(operatorFiness);
  }

  @FieldResolver(() => Grouping, {
    nullable: true,
    description: 'The grouping that operates it; null where an establishment does, or where no source states it.',
  })
  operatedBy(@Root() { operatedByCode }: ProductionUnitRow): Grouping | null {
    return operatedByCode === null ? null : groupingOf(operatedByCode);
  }

  @FieldResolver(() => SupplyUnit, { description: 'What its capacity and its volumes are counted in.' })
  unit(@Root() { kind }: ProductionUnitRow): SupplyUnit {
    return unitOf[kind];
  }

  @FieldResolver(() => Float, {
    description:
      'What it has to deliver in a day by the contracts in force, in its `unit`: the sum of the volumes that are known; 0 without any.',
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
      "Its contracted volume as a part of its daily capacity: above 1 where more is contracted than it can make (taux d'utilisation). Null where the capacity is not known or 0, or where a contract in force has no known volume.",
  })
  async utilisation(
    @Root() unit: ProductionUnitRow,
    @Args(() => ContractsInForceArgs) { asOf }: ContractsInForceArgs,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return utilisationOf(unit, await context.children(loads, supplyContractsOf(unit), { asOf }));
  }

  @FieldResolver(() => [SupplyContract], { description: 'The contracts by which it delivers, in force on a day.' })
  contracts(
    @Root() unit: ProductionUnitRow,
    @Args(() => ContractsInForceArgs) { asOf }: ContractsInForceArgs,
    @Ctx() context: Context,
  ): Promise<SupplyContractRow[]> {
    return context.children(supplyContracts, supplyContractsOf(unit), { asOf });
  }

  @FieldResolver(() => CooperationAction, { nullable: true, description: 'The cooperation action that it rests on.' })
  action(@Root() unit: ProductionUnitRow): CooperationAction | null {
    return actionOf(unit.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Where its description comes from.' })
  source(@Root() unit: ProductionUnitRow): Source {
    return sourceOf(unit.sourceCode);
  }
}
