const folded = `btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g'))`;

/**
 * The SQL function by which a service's names are folded (see `fold` in `text.ts`, its twin), for its migrations.
 * Declared immutable, which unaccent is as long as its dictionary stays: generated columns and indexes need it.
 */
export const createFold = `
  create function fold(value text) returns text language sql immutable strict parallel safe
  return ${folded}`;

/** The same in PL/pgSQL, where a hundred thousand names are folded at once: a call costs two thirds. */
export const compileFold = `
  create or replace function fold(value text) returns text language plpgsql immutable strict parallel safe as $$
  begin
    return ${folded};
  end $$`;
