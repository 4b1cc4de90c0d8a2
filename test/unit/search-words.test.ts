import { describe, expect, it } from 'vitest';
import { searchWords } from '../../services/kit/register/search/canonical.ts';
import { abbreviations, ignoredWords, kindWords, spellings } from '../../services/kit/register/search/vocabulary.ts';
import { chance } from '../bench/chance.ts';

describe('the words by which a text is searched', () => {
  it.each([
    ['CHU de Nantes', 'chr nantes'],
    ['C.H.U. DE NANTES', 'chr nantes'],
    ['C H U  NANTES', 'chr nantes'],
    ['Centre hospitalier régional et universitaire de Nantes', 'chr nantes'],
    ['CTRE HOSP. UNIVERSITAIRE DE NANTES', 'chr nantes'],
    ["C.H. D'ARMENTIERES", 'ch armentieres'],
    ['Centre hospitalier intercommunal Fréjus-St-Raphaël', 'ch frejus saint raphael'],
    ["HÔPITAL D'INSTRUCTION DES ARMÉES STE-ANNE", 'hia sainte anne'],
    ['E.H.P.A.D. KALANA', 'ehpad kalana'],
    ["Établissement d'hébergement pour personnes âgées dépendantes N.D.", 'ehpad notre dame'],
    ['Assistance Publique - Hôpitaux de Paris', 'aphp'],
    ['A.P.-H.P.', 'aphp'],
    ['AP-HP', 'aphp'],
    ['AP-HM', 'aphm'],
    ['H.C.L.', 'hcl'],
    ['Hospices Civils de Lyon', 'hcl'],
    ['HU PARIS OUEST SITE G POMPIDOU APHP', 'hu paris ouest site pompidou aphp'],
    ['HEGP', 'pompidou'],
    ['Hôpital européen Georges-Pompidou', 'pompidou'],
    ['st st ste', 'saint saint sainte'],
    ['ＣＨＵ oﬃce', 'chr office'],
    ['Œuvre', 'oeuvre'],
    ['de la', ''],
    ['!', ''],
  ])('%s', (text, words) => expect(searchWords(text).join(' ')).toBe(words));

  it('are the same when they are read again', () => {
    const random = chance(20_271_207);
    const written = Object.values(abbreviations).flatMap((one) => one.written);
    const parts = [
      ...ignoredWords,
      ...kindWords,
      ...Object.keys(spellings),
      ...written,
      'c',
      'h',
      'metz',
      'é.',
      "l'",
      '-',
    ];
    for (let round = 0; round < 2000; round++) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 8) },
        () => parts[Math.floor(random() * parts.length)],
      );
      // Words that stand together only after others were replaced may still be shortened: a second time, nothing is.
      const once = searchWords(searchWords(text.join(' ')).join(' ')).join(' ');
      expect(searchWords(once).join(' ')).toBe(once);
    }
  });
});

it('each abbreviation is searched as one word', () => {
  for (const [word, { written }] of Object.entries(abbreviations))
    for (const text of [word, word.toUpperCase(), ...written]) expect(searchWords(text), text).toEqual([word]);
});
