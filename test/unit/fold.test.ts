import { expect, it } from 'vitest';
import { fold } from '../../platform/text.ts';

it.each([
  ['HÔPITAL  Émile-Œuvre', 'hopital emile oeuvre'],
  ['ＣＨＵ １２', 'chu 12'],
  ['oﬃce ﬁn', 'office fin'],
  ['№ ²', 'no 2'],
  ['™', 'tm'],
  ['-', ''],
])('folds %s', (text, folded) => expect(fold(text)).toBe(folded));
