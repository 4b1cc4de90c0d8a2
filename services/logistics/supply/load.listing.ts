import { sql } from 'kysely';
import type { FlowWhere } from '../../kit/vocabulary/flow.ts';
import type { TableListing } from '../tables.ts';
import type { ProductionUnit } from './production-unit.entity.ts';
import { supplyContractCondition } from './supply-contract.filter.ts';

/** The load of one production unit by its contracts in force on a day. */
export interface Load {
  unitCode: string;
  /** The sum of the known volumes. */
  volume: number;
  /** Whether the volumes of all contracts are known. */
  isWhole: boolean;
}

/** The loads of the production units with a contract in force: one row for each unit. */
export const loads: TableListing<Load, FlowWhere> = {
  name: 'loads',
  from: (db) => db.selectFrom('supply_contract as s').groupBy('s.unit_code'),
  columns: {
    unitCode: sql`s.unit_code`,
    // As decimals, so that the sum of 0.1 and 0.2 is 0.3.
    volume: sql`coalesce(sum(s.daily_volume::numeric), 0)::float8`,
    isWhole: sql`count(*) = count(s.daily_volume)`,
  },
  key: { name: 'UNIT', expression: sql`s.unit_code`, type: 'text' },
  condition: supplyContractCondition,
};

/** The known daily volume of a production unit, from its load, if any. */
export const volumeOf = ([load]: Load[]): number => load?.volume ?? 0;

/** The load of a production unit relative to its capacity; null if either is unknown, or if the capacity is 0. */
export const utilisationOf = (
  { dailyCapacity }: Pick<ProductionUnit, 'dailyCapacity'>,
  [load]: Load[],
): number | null => (dailyCapacity && load?.isWhole !== false ? (load?.volume ?? 0) / dailyCapacity : null);
