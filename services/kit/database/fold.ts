// Most names are plain letters, which need neither.
const plain = `case when octet_length(value) = char_length(value) then value
    else public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKD)) end`;

const folded = `btrim(regexp_replace(lower(${plain}), '[^a-z0-9]+', ' ', 'g'))`;

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

/** Creates the function again, and folds again the names that it folds otherwise than before, by table and column. */
export const foldAgain = (columns: Record<string, string>): string[] => [
  compileFold,
  ...Object.entries(columns).map(
    ([table, column]) => `update ${table} set ${column} = ${column} where ${column}_folded <> fold(${column})`,
  ),
];
