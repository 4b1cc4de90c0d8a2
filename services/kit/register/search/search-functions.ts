import { arrayOf } from './search-words.ts';
import { kindWords } from './vocabulary.ts';

/**
 * The words of the register that a person may have meant by a word that it lacks, or that leads nowhere: those that it begins
 * or resembles, or else those that it is a part of. The commonest count, and of those that it resembles the nearest.
 */
export const createWordsLike = `
  create or replace function establishments.search_words_like(given text, most int) returns text[]
  language plpgsql stable strict parallel safe set enable_seqscan = off as $$
  declare
    slips constant int := case when given ~ '[0-9]' or length(given) < 4 then 0 when length(given) < 6 then 1 else 2 end;
    alike text[];
  begin
    alike := array(
      (select word from establishments.search_word
        where length(given) > 2 and word > given and word < given || '~'
        order by documents desc, word limit most)
      union
      (select word from (
          -- People get the first letter right.
          select word, documents, public.levenshtein_less_equal(word, given, slips) as distance
          from establishments.search_word
          where slips > 0 and word > left(given, 1) and word < left(given, 1) || '~'
            and length(word) between length(given) - slips and length(given) + slips and word <> given
          offset 0
        ) as near
        where distance <= slips
        order by distance, documents desc, word limit (most + 1) / 2));
    -- All words are read for this: not for each of many.
    if alike = '{}' and length(given) > 2 and most > 5 then
      alike := array(select word from establishments.search_word
        where word like '%' || given || '%' order by documents desc, word limit most);
    end if;
    return alike;
  end $$`;

/**
 * What a search of these words asks for.
 *
 * `condition` finds the establishments that have all words. A word that no establishment has is taken for those that it
 * begins or resembles, and ignored if there are none. Where no establishment has all words, it asks for less, step by step,
 * until one has what is left: first without the words of kinds, then with what each word begins or resembles, and at last
 * without the commonest words. It is null if no word is known.
 *
 * `typed` has the words as given and `meant` what they were taken for, each with its number of words, and `known` the number
 * of words that are not ignored: what the relevance is computed from.
 */
export const createSearchQuery = `
  create or replace function establishments.search_query(
    words text[], out condition tsquery, out typed tsquery, out typed_words int, out meant tsquery, out meant_words int, out known int
  ) language plpgsql stable parallel safe set enable_seqscan = off as $$
  declare
    kinds constant text[] := ${arrayOf(kindWords)};
    -- Many words, each with many others, would read much of the index.
    most constant int := greatest(2, 20 / greatest(cardinality(words), 1));
    given text;
    found_in int;
    others text[];
    exact text[] := '{}';
    wide text[] := '{}';
    names bool[] := '{}';
    counts int[] := '{}';
    as_typed text[] := '{}';
    as_meant text[] := '{}';
    at int;
    kept int;
  begin
    foreach given in array words loop
      others := null;
      found_in := coalesce(
        (select w.documents from establishments.search_word w where w.word = given),
        (select 1 where exists (select from establishments.establishment e where e.search_words @@ given::tsquery)));
      if found_in is null and given ~ '^([0-9]{9}|[0-9]{14})$' then
        others := array(select lower(i.establishment_finess) from establishments.identifier i
          where i.system in ('SIRET', 'SIREN') and i.value = given order by 1 limit 100);
        if others <> '{}' then
          found_in := cardinality(others);
          as_typed := as_typed || others;
        end if;
      elsif found_in is null then
        others := establishments.search_words_like(given, most);
        as_meant := as_meant || others;
      else
        as_typed := as_typed || given;
      end if;
      continue when found_in is null and others = '{}';
      exact := exact || ('(' || coalesce(array_to_string(others, '|'), given) || ')');
      names := names || (given <> all (kinds));
      counts := counts || coalesce(found_in, 0);
    end loop;
    known := cardinality(exact);
    if known > 0 then
      condition := establishments.search_all(exact);
      if condition is null and true = any (names) and false = any (names) then
        condition := establishments.search_all(array(select part from unnest(exact, names) as one (part, is_name) where is_name));
      end if;
      if condition is null then
        for at in 1..known loop
          -- A word that many establishments have is not a slip.
          others := case when counts[at] between 1 and 1000 and names[at] then
            establishments.search_words_like(btrim(exact[at], '()'), most) end;
          as_meant := as_meant || others;
          wide := wide || ('(' || array_to_string(btrim(exact[at], '()') || others, '|') || ')');
        end loop;
        if wide <> exact then
          condition := coalesce(
            establishments.search_all(wide),
            establishments.search_all(array(select part from unnest(wide, names) as one (part, is_name) where is_name)));
        end if;
      end if;
      -- Half of many words at once: each attempt may read much of the index.
      kept := known;
      while condition is null and kept > 1 loop
        kept := case when kept > 4 then kept / 2 else kept - 1 end;
        condition := establishments.search_all(array(
          select part from unnest(wide, names, counts) as one (part, is_name, documents)
          order by is_name desc, documents, part limit kept));
      end loop;
    end if;
    as_meant := array(select unnest(as_meant) except select unnest(as_typed));
    typed := nullif(array_to_string(as_typed, '|'), '')::tsquery;
    typed_words := cardinality(as_typed);
    meant := nullif(array_to_string(as_meant, '|'), '')::tsquery;
    meant_words := cardinality(as_meant);
  end $$`;

/** The query for all of some alternatives; null if no establishment meets it, or if there are none. */
export const createSearchAll = `
  create or replace function establishments.search_all(parts text[]) returns tsquery
  language plpgsql stable strict parallel safe set enable_seqscan = off as $$
  declare query constant tsquery := nullif(array_to_string(parts, '&'), '')::tsquery;
  begin
    perform from establishments.establishment e where e.search_words @@ query limit 1;
    return case when found then query end;
  end $$`;
