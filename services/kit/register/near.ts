import { earthRadiusKm } from '../../../platform/contract/earth.ts';
import 'reflect-metadata';
import { sql, type RawBuilder } from 'kysely';
import { Field, Float, InputType } from 'type-graphql';
import type { Condition } from '../reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';

@InputType({
  description:
    'A circle on Earth around a point, a territory or an establishment: `latitude` with `longitude`, `territory`, or `establishment`.',
})
export class NearFilter {
  @Field(() => Float, { nullable: true, description: 'Degrees north of its centre (WGS 84), -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east of its centre (WGS 84), -180 to 180.' })
  longitude?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the territory at whose centre it lies, such as `57463`: see `Territory.centre`.',
  })
  territory?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The FINESS number of the establishment at which it lies; of a legal entity without a location of its own, the centre of its sites.',
  })
  establishment?: string | null;

  @Field(() => Float, { description: 'Its radius in kilometres along the ground, above 0 and up to 2,000.' })
  radiusKm!: number;
}

/** A circle whose centre is known. */
export interface Circle {
  latitude: number;
  longitude: number;
  radiusKm: number;
}

const bounds: [keyof Circle, number, number][] = [
  ['latitude', -90, 90],
  ['longitude', -180, 180],
  ['radiusKm', Number.MIN_VALUE, 2000],
];

/** The circle of a filter whose centre is a point: see `located`. @throws GraphQLError `BAD_USER_INPUT` for an invalid circle */
export function circleOf({ latitude, longitude, radiusKm }: NearFilter, path: string): Circle {
  const circle = { latitude: latitude!, longitude: longitude!, radiusKm };
  for (const [name, least, most] of bounds) {
    const value = circle[name];
    if (value >= least && value <= most) continue;
    const accepted = name === 'radiusKm' ? 'above 0' : `from ${least}`;
    throw badUserInput(
      `${path}.${name}`,
      `\`${path}.${name}\` is ${value}: it must be ${accepted} and at most ${most}.`,
    );
  }
  return circle;
}

/** True for an establishment located in a circle. @throws GraphQLError `BAD_USER_INPUT` for an invalid circle */
export function liesIn(filter: NearFilter, path: string): Condition {
  const circle = circleOf(filter, path);
  const boxes = boxesAround(circle).map(
    ([west, south, east, north]) =>
      sql<boolean>`(e.latitude between ${south}::float8 and ${north}::float8 and e.longitude between ${west}::float8 and ${east}::float8)`,
  );
  return sql<boolean>`((${sql.join(boxes, sql` or `)}) and ${haversineOf(circle)} <= ${Math.sin(circle.radiusKm / earthRadiusKm / 2) ** 2}::float8)`;
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/**
 * The boxes (west, south, east, north, in degrees) that contain a circle. An index finds the establishments in them before
 * distances are computed. There are two boxes if the circle crosses the date line, and one around the Earth if the circle
 * contains a pole.
 */
export function boxesAround({ latitude, longitude, radiusKm }: Circle): [number, number, number, number][] {
  // Slightly wider than the circle, so that rounding excludes nothing at its edge.
  const angle = (radiusKm * 1.000001) / earthRadiusKm;
  const [south, north] = [latitude - degrees(angle), latitude + degrees(angle)];
  if (south <= -90 || north >= 90) return [[-180, south, 180, north]];
  const half = degrees(Math.asin(Math.sin(angle) / Math.cos((latitude * Math.PI) / 180)));
  const [west, east] = [longitude - half, longitude + half];
  if (west < -180)
    return [
      [-180, south, east, north],
      [west + 360, south, 180, north],
    ];
  if (east > 180)
    return [
      [west, south, 180, north],
      [-180, south, east - 360, north],
    ];
  return [[west, south, east, north]];
}

/**
 * The haversine of the angle between an establishment and the centre of a circle, which grows with their distance. The
 * functions of `earthdistance` compute the same in forty times as long.
 */
const haversineOf = ({ latitude, longitude }: Circle): RawBuilder<number> => {
  const halfAngle = (column: string, centre: number): RawBuilder<number> =>
    sql<number>`sin((${sql.ref(column)} - ${centre}::float8) * ${Math.PI / 360}::float8)`;
  return sql<number>`(${halfAngle('e.latitude', latitude)} ^ 2 + ${halfAngle('e.longitude', longitude)} ^ 2
    * cos(e.latitude * ${Math.PI / 180}::float8) * ${Math.cos((latitude * Math.PI) / 180)}::float8)`;
};

/** The distance in metres, along the ground, between an establishment and the centre of a circle. */
export const distanceFrom = (filter: NearFilter): RawBuilder<number> =>
  sql<number>`${2000 * earthRadiusKm}::float8 * asin(sqrt(least(${haversineOf(circleOf(filter, 'where.near'))}, 1)))`;
