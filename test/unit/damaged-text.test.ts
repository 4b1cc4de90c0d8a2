import { describe, expect, it } from 'vitest';
import { damageOf } from '../../services/kit/sheets/damaged-text.ts';
import { decoded } from '../../services/kit/sheets/decoded.ts';

const twice = (text: string): string => decoded(Buffer.concat([Buffer.from(text), Buffer.of(0xff)])).slice(0, -1);
const words = [
  'Hôpital',
  'Équipe',
  'là',
  'cœur',
  'l’Île',
  'Œuvre',
  '« Noël »',
  '12 °C',
  '5 €',
  'ça',
  'Août – juin',
  'où',
];

describe('texts that are', () => {
  it.each(words)('encoded twice are recognised: %s', (word) => {
    expect(damageOf(twice(word))).toBe(`it seems to be ${JSON.stringify(word)}, encoded twice`);
  });

  it.each(['â€œquotedâ€', 'H\uFFFDpital'])('damaged otherwise: %s', (word) => {
    expect(damageOf(word)).toBeDefined();
  });

  // As a spreadsheet that takes them for windows-1252 shows them.
  it.each([
    'Unit‚ t-2',
    '‚quipe',
    'H“pital',
    'chevriŠre',
    'gar‡on',
    'arrˆt',
    'd‚j…',
    'UNIT\u0090 T2',
    'Unit\u0082 t-2',
    'FRAN€AIS',
    'P“le',
    'h™pital',
    'ƒquipe',
  ])('of DOS or a Macintosh are recognised: %s', (word) => {
    expect(damageOf(word)).toMatch(/^it seems to come from a DOS/);
  });

  it.each([
    ...words,
    'Hôpital d’instruction des armées – Metz… (57)',
    'Suite…',
    'Škoda, Dušan, Žižek et Ångström',
    'Unité n° 5 : 20 € par jour, ×2',
    'FORÊT ÂGE ÊTRE ÎLE Â',
    '‚einfach‘ und „doppelt“',
    'Infirmier·ère',
    'Façade, naïf, île, œuf',
    'Marque™ et ‰ de 5†',
  ])('sound are not: %s', (text) => {
    expect(damageOf(text)).toBeUndefined();
  });
});
