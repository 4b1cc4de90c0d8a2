import { foreignCooperationAction, type ForeignCooperationAction } from '../../kit/subgraph/foreign-types.ts';

export { actionOf } from '../../kit/subgraph/foreign-types.ts';

export const CooperationAction = foreignCooperationAction({ hasFields: false });
export type CooperationAction = ForeignCooperationAction;
