import { earthRadiusKm } from '../../../platform/contract/earth.ts';
import 'reflect-metadata';
import { sql, type RawBuilder } from 'kysely';
import { Field, Float, InputType } from 'type-graphql';
import type { Condition } from '../reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';

@InputType({ description: 'A circle on Earth.' })
export class NearFilter {
  @Field(() => Float, { description: 'Degrees north of its centre (WGS 84), -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of its centre (WGS 84), -180 to 180.' })
  longitude!: number;

  @Field(() => Float, { description: 'Its radius in kilometres along the ground, above 0 and up to 2,000.' })
  radiusKm!: number;
}

const bounds: [keyof NearFilter, number, number][] = [
  ['latitude', -90, 90],
  ['longitude', -180, 180],
  ['radiusKm', Number.MIN_VALUE, 2000],
];

/** True for an establishment located in a circle. @throws GraphQLError `BAD_USER_INPUT` for an invalid circle */
export function liesIn(circle: NearFilter, path: string): Condition {
  for (const [name, least, most] of bounds) {
    const value = circle[name];
    if (value >= least && value <= most) continue;
    const accepted = name === 'radiusKm' ? 'above 0' : `from ${least}`;
    throw badUserInput(
      `${path}.${name}`,
      `\`${path}.${name}\` is ${value}: it must be ${accepted} and at most ${most}.`,
    );
  }
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
export function boxesAround({ latitude, longitude, radiusKm }: NearFilter): [number, number, number, number][] {
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
const haversineOf = ({ latitude, longitude }: NearFilter): RawBuilder<number> => {
  const halfAngle = (column: string, centre: number): RawBuilder<number> =>
    sql<number>`sin((${sql.ref(column)} - ${centre}::float8) * ${Math.PI / 360}::float8)`;
  return sql<number>`(${halfAngle('e.latitude', latitude)} ^ 2 + ${halfAngle('e.longitude', longitude)} ^ 2
    * cos(e.latitude * ${Math.PI / 180}::float8) * ${Math.cos((latitude * Math.PI) / 180)}::float8)`;
};

/** The distance in metres, along the ground, between an establishment and the centre of a circle. */
export const distanceFrom = (circle: NearFilter): RawBuilder<number> =>
  sql<number>`${2000 * earthRadiusKm}::float8 * asin(sqrt(least(${haversineOf(circle)}, 1)))`;
