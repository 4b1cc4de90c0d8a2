import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { deriveSearchWords } from '../../../services/kit/register/search/derived.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  await database.query('truncate establishment, "grouping" cascade');
  await database.query(`
    insert into establishment (finess, level, name, long_name, category_code, city, postal_code, legal_entity_finess, closed_on, source_code)
    select v.*, (select min(code) from source) from (values
      ('100000001', 'LEGAL_ENTITY', 'CHU DE SAINT-ETIENNE', null, null, 'ST ETIENNE', '42000', null, null::date),
      ('100000002', 'SITE', 'HOPITAL NORD - CHU42', 'Hôpital Marcel Bouvard', '101', 'ST PRIEST CEDEX', '42277', '100000001', null),
      ('100000003', 'SITE', 'PHARMACIE BELLEVUE', null, '620', 'ST ETIENNE', '42100', null, null),
      ('100000004', 'SITE', 'HOPITAL BELLEVUE CHU42', null, '101', 'ST ETIENNE', '42000', '100000001', null),
      ('100000005', 'SITE', 'C.R.L.C.C. GUSTAVE ROUSSY', null, '131', 'VILLEJUIF', '94805', null, null),
      ('100000006', 'SITE', 'PHARMACIE AUGUSTE ROUSY', null, '620', 'LYON', '69003', null, null),
      ('100000007', 'SITE', 'RESIDENCE N.D. DES FLEURS', null, '500', 'L''ISLE D''ABEAU', '38080', null, null),
      ('100000008', 'SITE', 'EHPAD SAINTE ANNE', null, '500', 'METZ CEDEX 03', '57000', null, null),
      ('100000009', 'SITE', 'EHPAD SAINTE ANNE', null, '500', 'METZ', '57000', null, '2020-01-01'),
      ('2A0000014', 'SITE', 'CENTRE HOSPITALIER D''AJACCIO', null, '355', 'AJACCIO', '20303', null, null)) v`);
  await database.query(`insert into identifier (establishment_finess, system, value, source_code)
    select v.*, (select min(code) from source) from (values
      ('100000008', 'SIRET', '12345678900011'), ('100000001', 'SIREN', '987654321'), ('100000002', 'SIREN', '987654321')) v`);
  await database.query(deriveSearchWords);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const search = (typed: string): Promise<Answer> =>
  service.execute(
    `query ($typed: String) { establishments(where: { search: $typed }) { totalCount nodes { finess } } }`,
    { typed },
  );

/** The last digits of what a search finds, best first. */
async function found(typed: string): Promise<string> {
  const { data, errors, statements } = await search(typed);
  expect(errors).toEqual([]);
  // A page and its count: the words are corrected within them.
  expect(statements).toHaveLength(2);
  const { totalCount, nodes } = data.establishments;
  expect(totalCount).toBe(nodes.length);
  return nodes.map((node: { finess: string }) => node.finess.at(-1)).join('');
}

describe('a search finds, best first', () => {
  it.each([
    ['the legal entity that the words name, before its sites', 'chu saint etienne', '14'],
    ['an abbreviation with dots, and Saint as St', 'C.H.U. St-Etienne', '14'],
    ['an abbreviation written out', 'centre hospitalier universitaire de saint etienne', '14'],
    ['the site that alone bears the words', 'chu bellevue', '4'],
    ['a hospital before a pharmacy of its name', 'bellevue', '43'],
    ['words of the long name', 'marcel bouvard', '2'],
    ['words said of the category', 'clcc roussy', '5'],
    ['what the name lacks and the category says', 'ehpad notre dame des fleurs', '7'],
    ['a town beside a name', 'Gustave Roussy Villejuif', '5'],
    ['a town with its article', "ehpad l'isle d'abeau", '7'],
    ['a town without the office that sorts its mail', 'sainte anne metz', '89'],
    ['a postal code', 'ste anne 57000', '89'],
    ['open establishments before closed ones', 'ehpad ste-anne', '89'],
    ['a slip in a word that no establishment has', 'gustave rossy', '5'],
    ['a slip that is a word of others', 'gustave rousy', '5'],
    ['the beginning of a word', 'gust rouss', '5'],
    ['a part of a word', 'jacc', '4'],
    ['what is left without words that nobody has', 'gustave roussy zzzzzz', '5'],
    ['what is left without a word of a kind that leads nowhere', 'clinique gustave roussy', '5'],
    ['what is left without the commonest word', 'saint nord', '2'],
    ['a FINESS number', '100000007', '7'],
    ['a FINESS number in groups', '100 000 007', '7'],
    ['a FINESS number in small letters', '2a0000014', '4'],
    ['a SIRET number', '12345678900011', '8'],
    ['a SIRET number in groups', '123 456 789 00011', '8'],
    ['a SIREN number, of the legal entity and its site', '987 654 321', '12'],
    ['full-width letters and ligatures', 'ＣＨＵ Ｂｅｌｌｅｖｕｅ', '4'],
    ['nothing, where no word is known', 'zzzzzz yyyyyy', ''],
    ['nothing, for an unknown number', '999999999', ''],
    ['nothing, for articles alone', 'de la', ''],
  ])('%s: %s', async (_, typed, finess) => expect(await found(typed)).toBe(finess));
});

it('finds rows that the words of the register do not count yet', async () => {
  await database.query(`insert into establishment (finess, level, name, source_code)
    select '100000010', 'SITE', 'Clinique Quetzalcoatl', min(code) from source`);
  expect(await found('quetzalcoatl')).toBe('0');
});

it.each([
  ['eleven different words', 'aa bb cc dd ee ff gg hh ii jj kk', 'where.search'],
  ['signs alone', '.-!', 'where.search'],
])('refuses %s', async (_, typed, argument) => {
  const { errors } = await search(typed);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
});

it.each([
  'word '.repeat(5000),
  'x'.repeat(100_000),
  "' & | ! ( ) :* <-> a \\",
  'and & or | not !',
  `${'9'.repeat(14)} a:*b`,
])('takes any text for words: %.20s', async (typed) => expect((await search(typed)).errors).toEqual([]));
