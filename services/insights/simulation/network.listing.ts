import { sql, type RawBuilder } from 'kysely';
import type { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import type { Context } from '../tables.ts';
import type { Customer, Unit } from './network.ts';

/** A unit, and whether it operates. */
export interface KnownUnit extends Unit {
  isOperating: boolean;
  /** The FINESS number of the establishment where it is; null if unknown. */
  site: string | null;
  /** The FINESS number of the establishment that operates it; null if a grouping does, or if unknown. */
  operator: string | null;
}

/** The operating units of a kind, and those with the codes, of any status, with their contracts in force today. */
export async function readUnits(context: Context, kind: SupplyKind, codes: string[]): Promise<KnownUnit[]> {
  const statement = sql<KnownUnit>`
    select u.code, u.name, u.status = 'OPERATING' as "isOperating", u.daily_capacity as capacity, u.site_finess as site, u.operator_finess as operator,
      ${placeOf(sql`coalesce(u.site_finess, u.operator_finess, g.legal_entity_finess)`)} as place,
      coalesce(contract.list, '[]') as contracts
    from logistics.production_unit u
    left join establishments."grouping" g on g.code = u.operated_by_code
    left join lateral (
      select json_agg(json_build_object('volume', c.daily_volume, 'unitCostEur', c.unit_cost_eur, 'action', c.action_reference, 'customer', ${customer(sql`c.customer_finess`)})
        order by c.code) as list
      from logistics.supply_contract c where c.unit_code = u.code and c.period @> current_date
    ) as contract on true
    where u.kind = ${kind} and (u.status = 'OPERATING' or u.code = any(${codes}::text[]))
    order by u.code`;
  return (await statement.execute(context.db, context.options)).rows;
}

/** The establishments with these numbers, as customers. */
export async function readCustomers(context: Context, finess: string[]): Promise<Map<string, Customer>> {
  if (finess.length === 0) return new Map();
  const statement = sql<{ customer: Customer }>`
    select ${customer(sql`e.finess`)} as customer from establishments.establishment e where e.finess = any(${finess}::text[])`;
  const { rows } = await statement.execute(context.db, context.options);
  return new Map(rows.map((row) => [row.customer.finess, row.customer]));
}

/** An establishment as a customer. Its name defaults to its number if it is not in the register. */
const customer = (finess: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  json_build_object('finess', ${finess}, 'place', ${placeOf(finess)},
    'name', coalesce((select name from establishments.establishment where finess = ${finess}), ${finess}))`;

/** The location of an establishment: for a legal entity the centre of its sites, as the register locates only sites. */
const placeOf = (finess: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (select json_build_object('latitude', avg(member.latitude), 'longitude', avg(member.longitude))
   from rollup r join establishments.establishment member on member.finess = r.member_finess
   where r.establishment_finess = ${finess} having count(member.latitude) > 0)`;
