import { clinical as service } from '../../services/clinical/index.ts';
import {
  action,
  count,
  enumeration,
  establishment,
  list,
  optional,
  ownCode,
  period,
  reference,
  sharePart,
  source,
  text,
  to,
} from './columns.ts';
import type { Dataset } from './dataset.ts';

export const pharmacies: Dataset = {
  name: 'pharmacies',
  service,
  type: 'Pharmacy',
  table: 'clinical.pharmacy',
  key: ['code'],
  columns: [
    ownCode(),
    text('name'),
    establishment('site'),
    optional(establishment('operatedBy')),
    list(enumeration('activities')),
    ...period,
    source,
  ],
  example: {
    code: 'example-pharmacie',
    name: 'Pharmacie à usage intérieur de Mercy',
    site: '570026682',
    operatedBy: '570005165',
    activities: 'CYTOTOXICS|STERILISATION',
    source: 'example-chr-2026',
  },
};

export const pharmacySupplies: Dataset = {
  name: 'pharmacy-supplies',
  service,
  type: 'PharmacySupply',
  table: 'clinical.pharmacy_supply',
  key: ['code'],
  columns: [
    ownCode(),
    reference('pharmacy', to.pharmacy),
    establishment('customer'),
    enumeration('activity'),
    count('unitsPerYear'),
    sharePart,
    ...period,
    action,
    source,
  ],
  uniqueTogether: ['pharmacy', 'customer', 'activity'],
  example: {
    code: 'example-cytotoxiques',
    pharmacy: 'example-pharmacie',
    customer: '570000596',
    activity: 'CYTOTOXICS',
    unitsPerYear: '3000',
    share: '0.8',
    start: '2026-03-01',
    source: 'example-chr-2026',
  },
};
