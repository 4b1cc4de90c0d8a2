import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { findEstablishment } from '../register/establishment.listing.ts';
import { CooperationActionHistory } from './action-status.entity.ts';
import { ActionStatusResolver, CooperationActionStatusesResolver } from './action-status.resolver.ts';
import { AgreementActionsResolver } from './agreement-actions.resolver.ts';
import { Agreement, AgreementParty } from './agreement.entity.ts';
import { agreements } from './agreement.listing.ts';
import { AgreementResolver } from './agreement.resolver.ts';
import { CooperationAction, CooperationActionBeneficiary, Discipline } from './cooperation-action.entity.ts';
import { cooperationActions } from './cooperation-action.listing.ts';
import { CooperationActionConnectionResolver, CooperationActionResolver } from './cooperation-action.resolver.ts';
import { EstablishmentAgreementsResolver } from './establishment.ts';

export const agreementsModule: Module = {
  name: 'agreements',
  entities: [
    Agreement,
    AgreementParty,
    CooperationAction,
    CooperationActionBeneficiary,
    CooperationActionHistory,
    Discipline,
  ],
  resolvers: [
    ownerResolver(Agreement, Establishment, findEstablishment),
    ownerResolver(CooperationAction, Establishment, findEstablishment),
    AgreementResolver,
    AgreementActionsResolver,
    CooperationActionResolver,
    CooperationActionConnectionResolver,
    CooperationActionStatusesResolver,
    ActionStatusResolver,
    EstablishmentAgreementsResolver,
  ],
  entityTypes: [
    { type: Agreement, key: 'id', isNode: true, find: (context, key) => context.find(agreements, key) },
    { type: CooperationAction, key: 'id', isNode: true, find: (context, key) => context.find(cooperationActions, key) },
  ],
};
