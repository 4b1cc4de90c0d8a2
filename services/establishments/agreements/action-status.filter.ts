import { sql } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import type { ActionStatus } from './cooperation.ts';

/** Whether an action `c` had one of the statuses on a day: as `statusOn`, in SQL. */
export const hadStatusOn = (among: readonly ActionStatus[], day: string): Condition => sql<boolean>`(
  select h.status from cooperation_action_history h where h.action_reference = c.reference and h.known_from <= ${day}::date
  order by h.place desc limit 1) = any(${among}::text[])`;
