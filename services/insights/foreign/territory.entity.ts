import { foreignTerritory, type ForeignTerritory } from '../../kit/subgraph/foreign-types.ts';

export { territoryOf } from '../../kit/subgraph/foreign-types.ts';

export const Territory = foreignTerritory();
export type Territory = ForeignTerritory;
