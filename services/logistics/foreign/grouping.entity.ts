import { foreignGrouping, type ForeignGrouping } from '../../kit/subgraph/foreign-types.ts';

export { groupingOf } from '../../kit/subgraph/foreign-types.ts';

export const Grouping = foreignGrouping();
export type Grouping = ForeignGrouping;
