import {
  action,
  column,
  enumeration,
  establishment,
  grouping,
  list,
  measure,
  optional,
  ownCode,
  period,
  reference,
  sharePart,
  source,
  text,
  to,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { yesNo } from '../../kit/datasets/cell-types.ts';
import { keepKind, keepShares, keepDetails } from './supply-rules.ts';

export const productionUnits: Dataset = {
  name: 'production-units',
  row: 'ProductionUnit',
  type: 'Kitchen',
  otherTypes: ['Laundry'],
  meaning: 'Central kitchens and laundries that serve several establishments.',
  table: 'logistics.production_unit',
  key: ['code'],
  subjects: ['site', 'operator', 'operatedBy'],
  columns: [
    ownCode(),
    enumeration('kind'),
    text('name'),
    enumeration('status'),
    optional(establishment('site')),
    optional(establishment('operator')),
    optional(reference('operatedBy', grouping)),
    measure('dailyCapacity'),
    optional(enumeration('delivery')),
    optional(
      column('hygieneCertified', yesNo, {
        meaning: 'Whether a laundry has a certified hygiene system (RABC, NF EN 14065).',
      }),
    ),
    action,
    source,
  ],
  check({ kind, operator, operatedBy, delivery, hygieneCertified }) {
    if (operator != null && operatedBy != null)
      return {
        column: 'operator',
        message: 'expected an empty cell, as operatedBy is given: a grouping operates in its own name',
      };
    if (kind === 'LINEN' && delivery != null)
      return { column: 'delivery', message: 'expected an empty cell for a laundry' };
    if (kind === 'MEALS' && hygieneCertified != null)
      return { column: 'hygieneCertified', message: 'expected an empty cell for a kitchen' };
    return undefined;
  },
  rules: [keepKind],
  example: {
    code: 'example-cuisine',
    kind: 'MEALS',
    name: 'Cuisine centrale de Mercy',
    status: 'OPERATING',
    site: '570026682',
    operator: '570005165',
    dailyCapacity: '3000',
    delivery: 'COLD_CHAIN',
    source: 'example-chr-2026',
  },
};

export const supplyContracts: Dataset = {
  name: 'supply-contracts',
  row: 'SupplyContract',
  type: 'MealContract',
  meaning: 'What kitchens and laundries deliver to their customers.',
  table: 'logistics.supply_contract',
  key: ['code'],
  subjects: ['unit', 'customer'],
  columns: [
    ownCode(),
    { ...reference('unit', to.unit), meaning: 'The production unit that delivers.' },
    establishment('customer'),
    measure('dailyVolume'),
    sharePart,
    measure('unitCostEur'),
    list(text('diets')),
    list({ ...text('articles'), meaning: 'The articles that a laundry delivers, such as flat linen (linge plat).' }),
    ...period,
    action,
    source,
  ],
  uniqueTogether: ['unit', 'customer'],
  rules: [keepDetails, keepShares],
  example: {
    code: 'example-repas-legouest',
    unit: 'example-cuisine',
    customer: '570000596',
    dailyVolume: '600',
    share: '0.9',
    unitCostEur: '6.5',
    diets: 'normal|sans sel',
    start: '2026-01-01',
    source: 'example-chr-2026',
  },
};
