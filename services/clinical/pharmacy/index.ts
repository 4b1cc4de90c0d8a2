import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionPharmacyResolver } from './cooperation-action.ts';
import { EstablishmentPharmacyResolver } from './establishment.ts';
import { PharmacySupply } from './pharmacy-supply.entity.ts';
import { PharmacySupplyResolver } from './pharmacy-supply.resolver.ts';
import { Pharmacy } from './pharmacy.entity.ts';
import { pharmacies } from './pharmacy.listing.ts';
import { PharmacyResolver } from './pharmacy.resolver.ts';

export const pharmacyModule: Module = {
  name: 'pharmacy',
  entities: [Pharmacy, PharmacySupply],
  resolvers: [
    ownerResolver(Pharmacy, Establishment, establishmentOf),
    PharmacyResolver,
    PharmacySupplyResolver,
    EstablishmentPharmacyResolver,
    CooperationActionPharmacyResolver,
  ],
  entityTypes: [{ type: Pharmacy, key: 'id', isNode: true, find: (context, code) => context.find(pharmacies, code) }],
};
