import { expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { utf16 } from '../support/workbook.ts';
import { file, group, member, person } from './finess-plus-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();
const names = () =>
  test.database.query(
    `select name from establishment where finess like '0109900%' union all select name from "grouping" where code = '84999' order by 1`,
  );

const pmej = ['Hôpital', 'Éts d’Île'].map((denominationPm, index) =>
  person(String(index + 2), `01099001${8 + index}`, {
    informationsGeneralesPMEJ: {
      pmSmsseId: String(index + 2),
      numFinessPm: index === 0 ? '010990018' : '010990026',
      denominationPm,
    },
  }),
);
const content = (day: string) =>
  file(day, { pmej, gcc: [group([member('2', 'S')], { nomGcc: "Côte d'Or" })] })['plus.json'];
const expected = [{ name: "Côte d'Or" }, { name: 'Hôpital' }, { name: 'Éts d’Île' }];

it.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16', (text: string) => utf16(`\uFEFF${text}`, 'le')],
  ['UTF-16 without a mark, big endian', (text: string) => utf16(text, 'be')],
  ['windows-1252', (text: string) => Buffer.from(text.replaceAll('’', '\x92'), 'latin1')],
  [
    'both, a record each',
    (text: string) => {
      const at = text.indexOf('Éts');
      return Buffer.concat([
        Buffer.from(text.slice(0, at)),
        Buffer.from(text.slice(at).replaceAll('’', '\x92'), 'latin1'),
      ]);
    },
  ],
])('a file of FINESS+ may be %s', async (_, encode) => {
  await test.database.query(`update establishment set name = 'x' where finess like '0109900%'`);
  await test.load({ 'plus.json': encode(content('2026-07-01')) }, {}, finessPlus);
  expect(await names()).toEqual(expected);
});
