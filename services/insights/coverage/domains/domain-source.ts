import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../../kit/reading/condition.ts';
import type { PlaceKind } from '../place.ts';
import { latestYear } from '../../search/year.filter.ts';

/** True for the FINESS numbers that count in a place: large tables are looked up by it, small ones need no condition. */
export type Within = (finess: RawBuilder<unknown>) => Condition;

/** The SQL of what the hub knows, and should know, of a domain. */
export interface DomainSource {
  /**
   * The objects, once or several times: `finess` (where it counts; null for one that counts for its grouping alone),
   * `grouping_code` (the grouping that it counts for instead of those of which the establishment is a member; mostly null), `item` (which
   * object), `known` and `expected` (how many it stands for), `source_code` and `as_of` (null for the day of the source).
   */
  facts(within: Within, kind: PlaceKind): RawBuilder<unknown>;
  /** Whether the facts have each object once, so that none has to be told from others. */
  isDistinct?: boolean;
  /** Whether a source counts the objects. Where false, `expected` is null. */
  isCounted: RawBuilder<boolean>;
  /** Whether it counts those of a grouping; defaults to true. */
  isCountedInGroupings?: boolean;
  /** How what is missing comes into the hub. */
  remedy: string;
}

/** For objects that no source counts. */
export const uncounted = sql<boolean>`false`;

/** Whether an extract of the register that lists all objects of some scopes is loaded. */
export const isListed = (...scopes: string[]): RawBuilder<boolean> =>
  sql<boolean>`exists (select from establishments.register_extract where scope = any(${scopes}::text[]))`;

/** Whether tables of the annual statistics are loaded in full, for the latest year that the hub has of some statistics. */
export const isWhole = (statistics: string, ...names: string[]): RawBuilder<boolean> =>
  sql<boolean>`(select count(*) from establishments.statistics_table
      where year = ${latestYear(statistics)} and name = any(${names}::text[])) = ${names.length}`;
