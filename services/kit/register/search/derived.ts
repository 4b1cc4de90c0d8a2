/** The words that the search corrects others to, and how many establishments have each: all but numbers. */
export const deriveSearchWords = `
  merge into establishments.search_word as kept
  using (
    select word, count(*) as documents
    from (select unnest(tsvector_to_array(search_words)) as word from establishments.establishment) as one
    where word >= 'a' group by word
  ) as counted on kept.word = counted.word
  when matched and kept.documents <> counted.documents then update set documents = counted.documents
  when not matched then insert (word, documents) values (counted.word, counted.documents)
  when not matched by source then delete`;
