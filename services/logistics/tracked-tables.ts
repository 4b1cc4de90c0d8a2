import type { Service } from '../kit/service.ts';

/** How the change log tells of the service's tables. */
export const tracked: Service['tracked'] = {
  production_unit: { type: { by: 'kind', types: { MEALS: 'Kitchen', LINEN: 'Laundry' } }, id: ['code'] },
  supply_contract: {
    type: { by: 'kind', types: { MEALS: 'MealContract', LINEN: 'LinenContract' } },
    fields: { unit_code: 'productionUnit' },
    key: { code: 'code' },
    confidential: ['unitCostEur'],
    concerns: [
      { column: 'unit_code', table: 'production_unit', key: 'code', finess: ['site_finess', 'operator_finess'] },
    ],
  },
};
