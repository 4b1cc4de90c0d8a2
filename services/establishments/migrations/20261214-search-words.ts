import { Migration } from '@mikro-orm/migrations';
import { createSearchWords } from '../../kit/register/search/search-words.ts';

const searched = ['name', 'long_name', 'category_code', 'city', 'postal_code', 'finess'];

const of = (row: string): string => searched.map((column) => `${row}.${column}`).join(', ');

/**
 * A statement that inserts an establishment may give its search words, computed with `search_vector` while the rest of a file was read;
 * otherwise, and when what they follow from changes, they are computed here.
 */
export class SearchWords extends Migration {
  override up(): void {
    for (const statement of createSearchWords) this.addSql(statement);
    this.addSql('alter table establishment alter column search_words drop expression');
    this.addSql(`
      create function derive_search_words() returns trigger language plpgsql as $$
      begin
        new.search_words := establishments.search_vector(${of('new')});
        return new;
      end $$`);
    this.addSql(`
      create trigger search_words_of_new before insert on establishment for each row
      when (new.search_words is null) execute function derive_search_words()`);
    this.addSql(`
      create trigger search_words_of_changed before update of ${searched.join(', ')} on establishment for each row
      when (row(${of('old')}) is distinct from row(${of('new')})) execute function derive_search_words()`);
  }
}
