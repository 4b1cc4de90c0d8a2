import { afterAll, beforeAll, expect, it } from 'vitest';
import { fold } from '../../../platform/text.ts';
import { searchWords } from '../../../services/kit/register/search/canonical.ts';
import { abbreviations, spellings } from '../../../services/kit/register/search/vocabulary.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeAll(async () => (database = await cloneDatabase()));

afterAll(() => database.drop());

it.each([
  ['Latin letters', 0x20, 0x17f],
  ['letters with several accents', 0x1e00, 0x1e99],
  ['punctuation', 0x2000, 0x206f],
  ['numbers in circles', 0x2460, 0x24ff],
  ['ligatures', 0xfb00, 0xfb06],
  ['full-width letters', 0xff00, 0xff5e],
])('the database folds %s as the hub does', async (_, first, last) => {
  const rows = await database.query<{ text: string; folded: string }>(
    `select text, fold(text) as folded from (select 'x' || chr(code) || 'y' as text from generate_series($1::int, $2::int) code) as one`,
    [first, last],
  );
  expect(rows.filter(({ text, folded }) => fold(text) !== folded)).toEqual([]);
});

it('the database reads the same words in a text', async () => {
  const written = Object.entries(abbreviations).flatMap(([word, one]) => [word, ...one.written]);
  const parts = [...written, ...Object.keys(spellings), 'C.H. D’Épinal', 'E.H.P.A.D.', "l'Hôpital", 'a b c', '-', ''];
  const texts = parts.flatMap((one) => parts.map((other) => `${one} ${other}`));
  const rows = await database.query<{ text: string; words: string }>(
    'select text, search_text(text) as words from unnest($1::text[]) as text',
    [texts],
  );
  expect(rows.filter(({ text, words }) => searchWords(text).join(' ') !== words)).toEqual([]);
});
