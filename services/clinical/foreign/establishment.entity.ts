import { foreignEstablishment, type ForeignEstablishment } from '../../kit/subgraph/foreign-types.ts';

export { establishmentOf } from '../../kit/subgraph/foreign-types.ts';

export const Establishment = foreignEstablishment();
export type Establishment = ForeignEstablishment;
