import type { Dataset } from '../../kit/datasets/dataset.ts';
import { actions, actionStatuses, agreements } from './agreements.ts';
import { groupingPopulations, groupings, identifiers, memberships, successions } from './groups.ts';
import { sources } from './sources.ts';

/** The datasets of the service, each after those that its rows refer to. */
export const datasets: Dataset[] = [
  sources,
  identifiers,
  successions,
  groupings,
  groupingPopulations,
  agreements,
  memberships,
  actions,
  actionStatuses,
];
