import { Migration } from '@mikro-orm/migrations';
import { foldAgain } from '../../kit/database/fold.ts';
import { deriveSearchWords } from '../../kit/register/search/derived.ts';
import { createSearchAll, createSearchQuery, createWordsLike } from '../../kit/register/search/search-functions.ts';
import { createSearchWords } from '../../kit/register/search/search-words.ts';

/** Establishments are searched by words of their names, towns and numbers, and with slips of typing. */
export class Search extends Migration {
  override up(): void {
    const names = { territory: 'name', establishment: 'name', '"grouping"': 'name' };
    for (const statement of foldAgain({ ...names, agreement: 'title', cooperation_action: 'label' }))
      this.addSql(statement);

    this.addSql(`
      create table search_word (
        word text collate "C" primary key,
        documents int not null check (documents > 0)
      )`);
    for (const statement of createSearchWords) this.addSql(statement);
    this.addSql(`
      alter table establishment drop column search_text,
        add column search_words tsvector not null generated always as
          (search_vector(name, long_name, category_code, city, postal_code, finess)) stored`);
    this.addSql('create index establishment_name_part on establishment using gin (name_folded public.gin_trgm_ops)');
    this.addSql('create index establishment_words on establishment using gin (search_words)');
    this.addSql(createSearchAll);
    this.addSql(createWordsLike);
    this.addSql(createSearchQuery);
    this.addSql(deriveSearchWords);
  }
}
