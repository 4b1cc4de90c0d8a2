import { sql } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { StatementContext } from '../reading/statement-context.ts';
import { isOpenToday } from './register-conditions.ts';
import { circleOf, type NearFilter } from './near.ts';

/** A place on Earth, in degrees (WGS 84). */
export interface Point {
  latitude: number;
  longitude: number;
}

interface Located {
  near?: NearFilter | null;
  AND?: Located[] | null;
  OR?: Located[] | null;
  NOT?: Located | null;
}

/** The middle of some establishments: of the median latitude and longitude, which a wrong location hardly moves. */
const middle = sql`
    percentile_cont(0.5) within group (order by e.latitude) as latitude,
    percentile_cont(0.5) within group (order by e.longitude) as longitude`;

const centres = {
  territory: (keys: readonly string[]) => sql<Centre>`
    select asked.code as key, ${middle}
    from establishments.territory asked
    join establishments.territory t on asked.code in (t.code, t.department_code, t.region_code)
    join establishments.establishment e on e.territory_code = t.code
    where asked.code = any(${keys}::text[]) and e.level = 'SITE' and e.latitude is not null
      and ${isOpenToday}
    group by asked.code`,
  establishment: (keys: readonly string[]) => sql<Centre>`
    select asked.finess as key, coalesce(asked.latitude, sites.latitude) as latitude, coalesce(asked.longitude, sites.longitude) as longitude
    from establishments.establishment asked
    cross join lateral (
      select ${middle} from establishments.establishment e where e.legal_entity_finess = asked.finess and e.latitude is not null) sites
    where asked.finess = any(${keys}::text[]) and coalesce(asked.latitude, sites.latitude) is not null`,
};

interface Centre extends Point {
  key: string;
}

/** The centre of a territory or an establishment; null if it does not exist, or no location of it is known. Those asked for in the same tick are one statement. */
export const centreOf = (context: StatementContext, kind: keyof typeof centres, key: string): Promise<Point | null> =>
  context
    .loader<Point | null>(`centres of ${kind}`, async (keys) => {
      const { rows } = await centres[kind](keys).execute(context.db, context.options);
      const found = new Map(rows.map(({ key: one, ...point }) => [one, point]));
      return keys.map((one) => found.get(one) ?? null);
    })
    .load(key);

/**
 * A `where` in which the centre of each circle is a point.
 * @throws GraphQLError `BAD_USER_INPUT` for a circle with several centres or none, or around what has no known location
 */
export async function located<Where extends object | null | undefined>(
  context: StatementContext,
  where: Where,
  path = 'where',
): Promise<Where> {
  if (!where) return where;
  const { near, AND, OR, NOT } = where as Located;
  if (!near && !AND && !OR && !NOT) return where;
  const all = (parts: Located[] | null | undefined, name: string): Promise<Located[]> | undefined =>
    parts ? Promise.all(parts.map((part, index) => located(context, part, `${path}.${name}.${index}`))) : undefined;
  const [point, and, or, not] = await Promise.all([
    near && pointOf(context, near, `${path}.near`),
    all(AND, 'AND'),
    all(OR, 'OR'),
    located(context, NOT, `${path}.NOT`),
  ]);
  return {
    ...where,
    ...(near && { near: circleOf({ ...point, radiusKm: near.radiusKm }, `${path}.near`) }),
    ...(and && { AND: and }),
    ...(or && { OR: or }),
    ...(not && { NOT: not }),
  };
}

async function pointOf(context: StatementContext, near: NearFilter, path: string): Promise<Point> {
  const { latitude, longitude, territory, establishment } = near;
  const isPoint = latitude != null && longitude != null;
  const given = [latitude != null || longitude != null, territory != null, establishment != null];
  if (given.filter(Boolean).length !== 1 || (given[0] && !isPoint))
    throw badUserInput(
      path,
      `\`${path}\` must have one centre: \`latitude\` with \`longitude\`, \`territory\`, or \`establishment\`.`,
    );
  if (isPoint) return { latitude, longitude };
  const [kind, key] =
    territory == null ? (['establishment', establishment!] as const) : (['territory', territory] as const);
  const centre = await centreOf(context, kind, key);
  if (centre) return centre;
  throw badUserInput(
    `${path}.${kind}`,
    `\`${path}.${kind}\` is ${key}, which is not ${kind === 'territory' ? 'the code of a territory' : 'the number of an establishment'} with a known location.`,
  );
}
