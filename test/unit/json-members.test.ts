import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputFile } from '../../imports/pipeline/input-file.ts';
import { readMembers } from '../../imports/pipeline/json-members.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-json-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function membersOf(text: string): Promise<[string, unknown][]> {
  const path = join(folder, 'file.json');
  await writeFile(path, text);
  const members: [string, unknown][] = [];
  for await (const { name, value } of readMembers(await InputFile.open(path))) members.push([name, value]);
  return members;
}

describe('the members of a file', () => {
  it('are its values, and the items of its arrays', async () => {
    const value = { a: 'x', b: [1, { c: '}]"\\' }, [[]], null], d: [], e: -1.5e3, f: { g: ['é', ''] }, 'h"': false };
    const expected = [['a', 'x'], ...value.b.map((item) => ['b', item]), ['e', -1500], ['f', value.f], ['h"', false]];
    expect(await membersOf(JSON.stringify(value))).toEqual(expected);
    expect(await membersOf(`\uFEFF${JSON.stringify(value, null, 2)}\n`)).toEqual(expected);
    expect(await membersOf('{}')).toEqual([]);
  });

  it('are the same wherever the blocks of the file end', async () => {
    const record = { text: 'é"\\\n', list: [{ a: 1 }, 'b\\"'], number: 12 };
    // Blocks have 65,536 bytes: the record moves over their end by one byte at a time.
    for (let shift = 0; shift < 80; shift += 1) {
      const fill = ' '.repeat(65_536 - 80 + shift);
      expect(await membersOf(`{"a":[${fill}${JSON.stringify(record)},${JSON.stringify(record)}],"b":1}`)).toEqual([
        ['a', record],
        ['a', record],
        ['b', 1],
      ]);
    }
  });

  it.each([
    ['[]', /unexpected "\["/],
    ['{"a":1', /it ends too early/],
    ['{"a":[{"b":1}', /it ends too early/],
    ['{"a":[{"b":1}{"b":2}]}', /unexpected "\{"/],
    ['{"a" 1}', /unexpected "1"/],
    ['{"a":{"b":}}', /Unexpected token/],
    ['{"a":[1]}x', /unexpected "x"/],
    ['{"a":nul}', /Unexpected end/],
  ])('%s is refused', async (text, message) => {
    await expect(membersOf(text)).rejects.toThrow(message);
    await expect(membersOf(text)).rejects.toThrow(/file\.json is not valid JSON, or is truncated/);
  });
});
