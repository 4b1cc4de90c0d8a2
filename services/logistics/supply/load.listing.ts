import { sql } from 'kysely';
import type { FlowWhere } from '../../kit/vocabulary/flow.ts';
import type { TableListing } from '../tables.ts';
import type { ProductionUnit } from './production-unit.entity.ts';
import { supplyContractCondition } from './supply-contract.filter.ts';

/** What the contracts in force on a day ask of one production unit. */
export interface Load {
  unitCode: string;
  /** The sum of the volumes that are known. */
  volume: number;
  /** Whether the volume of every contract is known. */
  isWhole: boolean;
}

/** The loads of the production units that have a contract in force: one row a unit. */
export const loads: TableListing<Load, FlowWhere> = {
  name: 'loads',
  from: (db) => db.selectFrom('supply_contract as s').groupBy('s.unit_code'),
  columns: {
    unitCode: sql`s.unit_code`,
    // In decimals, as the volumes are written: a sum of 0.1 and 0.2 is 0.3.
    volume: sql`coalesce(sum(s.daily_volume::numeric), 0)::float8`,
    isWhole: sql`count(*) = count(s.daily_volume)`,
  },
  key: { name: 'UNIT', expression: sql`s.unit_code`, type: 'text' },
  condition: supplyContractCondition,
};

/** What a production unit has to deliver in a day, as far as it is known, by its load if it has one. */
export const volumeOf = ([load]: Load[]): number => load?.volume ?? 0;

/** The part of a production unit's capacity that its load takes; null where capacity or load is not known, or nothing can be made. */
export const utilisationOf = (
  { dailyCapacity }: Pick<ProductionUnit, 'dailyCapacity'>,
  [load]: Load[],
): number | null => (dailyCapacity && load?.isWhole !== false ? (load?.volume ?? 0) / dailyCapacity : null);
