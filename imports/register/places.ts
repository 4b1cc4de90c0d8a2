/** An SQL expression: a coordinate that a file states of a `staged` establishment, in its record or on a line of its own, `placed`. */
export const statedCoordinate = (name: 'latitude' | 'longitude'): string => `coalesce(staged.${name}, placed.${name})`;

/** An SQL condition: two rows both state where they are, and neither the same commune nor the same post code and town. */
export const isElsewhere = (one: string, other: string): string => `(case
  when ${one}.commune_code = ${other}.commune_code or (${one}.postal_code = ${other}.postal_code and ${one}.city = ${other}.city) then false
  else coalesce(${one}.commune_code, ${one}.postal_code, ${one}.city) is not null
    and coalesce(${other}.commune_code, ${other}.postal_code, ${other}.city) is not null end)`;
