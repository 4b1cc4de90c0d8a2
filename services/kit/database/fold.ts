const folded = `btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g'))`;

/**
 * The SQL function that folds names, the same way as `fold` in `platform/text.ts`; for migrations.
 * Declared immutable, as generated columns and indexes require: unaccent is, as long as its dictionary does not change.
 */
export const createFold = `
  create function fold(value text) returns text language sql immutable strict parallel safe
  return ${folded}`;

/** The same in PL/pgSQL, where a call costs a third less: an import folds a hundred thousand names at once. */
export const compileFold = `
  create or replace function fold(value text) returns text language plpgsql immutable strict parallel safe as $$
  begin
    return ${folded};
  end $$`;
