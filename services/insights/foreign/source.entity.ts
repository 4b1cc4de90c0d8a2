import { foreignSource, type ForeignSource } from '../../kit/subgraph/foreign-types.ts';

export { sourceOf } from '../../kit/subgraph/foreign-types.ts';

export const Source = foreignSource();
export type Source = ForeignSource;
