import { sql, type RawBuilder } from 'kysely';
import { Field, Float, InputType } from 'type-graphql';
import type { Condition } from '../../shared/condition.ts';
import { badUserInput } from '../../shared/errors.ts';

@InputType({ description: 'A circle on Earth.' })
export class NearFilter {
  @Field(() => Float, { description: 'Degrees north of its centre (WGS 84), -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of its centre (WGS 84), -180 to 180.' })
  longitude!: number;

  @Field(() => Float, { description: 'Its radius in kilometres along the ground, above 0 and up to 2,000.' })
  radiusKm!: number;
}

const place = sql`public.ll_to_earth(e.latitude, e.longitude)`;

const centreOf = (circle: NearFilter): RawBuilder<unknown> =>
  sql`public.ll_to_earth(${circle.latitude}::float8, ${circle.longitude}::float8)`;

/** Holds for an establishment in a circle; `BAD_USER_INPUT` where the circle is none. */
export function liesIn(circle: NearFilter, path: string): Condition {
  const bounds: [keyof NearFilter, number, number][] = [
    ['latitude', -90, 90],
    ['longitude', -180, 180],
    ['radiusKm', Number.MIN_VALUE, 2000],
  ];
  for (const [name, least, most] of bounds) {
    const value = circle[name];
    if (value < least || value > most)
      throw badUserInput(
        `${path}.${name}`,
        `\`${path}.${name}\` is ${value}: it must be ${name === 'radiusKm' ? 'above 0' : `from ${least}`} and at most ${most}.`,
      );
  }
  const metres = circle.radiusKm * 1000;
  return sql<boolean>`(public.earth_box(${centreOf(circle)}, ${metres}::float8) operator(public.@>) ${place} and ${distanceFrom(circle)} <= ${metres}::float8)`;
}

/** Metres along the ground between an establishment and the centre of a circle. */
export const distanceFrom = (circle: NearFilter): RawBuilder<number> =>
  sql<number>`public.earth_distance(${centreOf(circle)}, ${place})`;
