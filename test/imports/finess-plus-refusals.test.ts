import { beforeAll, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { entities, file, person } from './finess-plus-fixtures.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();

beforeAll(async () => {
  await test.load(file('2025-06-01', {}), {}, finessPlus);
});

describe('a file of FINESS+ is refused', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'that is not JSON',
      { 'plus.json': '{"generatedAt":"2026-01-01T00:00:00Z", oops' },
      /plus\.json is not valid JSON, or is truncated/,
    ],
    [
      'that is truncated',
      { 'plus.json': JSON.stringify({ generatedAt: '2026-01-01', pmej: entities }).slice(0, -40) },
      /plus\.json is not valid JSON, or is truncated/,
    ],
    ['without a date', { 'plus.json': '{"pmej":[]}' }, /plus\.json is not a file of FINESS\+/],
    [
      'older than what is loaded',
      file('2024-01-01', {}),
      /plus\.json, record 1: the extract of 2024-01-01 is older than the loaded one of/,
    ],
    [
      'whose numbers lost their leading zeros',
      file('2026-01-01', {
        pmej: [
          {
            ...person('8', ''),
            informationsGeneralesPMEJ: { pmSmsseId: '8', numFinessPm: 10_990_018, denominationPm: 'A' },
          },
          person('9', '10990026'),
        ],
      }),
      /plus\.json, record 2: the number 10990026 has 8 digits: it lost its leading zero, as on record 1/,
    ],
    [
      'of other records',
      file('2026-01-01', { pmej: [], gco: { pm_smsseId: '1' }, gcc: [{ id: 1 }, { id: 2 }] }),
      /plus\.json, record 1: the record is neither a legal entity \(pmej\) nor a group/,
    ],
  ])('%s', async (_, files, message) => {
    const before = await everything(test.database);
    await expect(test.load(files, {}, finessPlus)).rejects.toThrow(message);
    expect(await everything(test.database)).toEqual(before);
  });
});
