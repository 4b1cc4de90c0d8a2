import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyTemplate, ingredients, templateKey } from '../support/template.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let cache: string;
let made: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-kept-template-'));
  cache = join(folder, 'cache');
  made = 0;
});

afterEach(() => rm(folder, { recursive: true }));

const fill = async (template: string): Promise<void> => {
  await mkdir(join(template, 'data'));
  await writeFile(join(template, 'data', 'rows'), `made ${++made}`);
};

/** What a copy of the template of that key holds. */
async function copied(key: string, making = fill): Promise<string> {
  const target = await mkdtemp(join(folder, 'copy-'));
  await copyTemplate(target, cache, key, making);
  return readFile(join(target, 'data', 'rows'), 'utf8');
}

describe('a template', () => {
  test('is made once for what it is made of', async () => {
    expect(await copied('one')).toBe('made 1');
    expect(await copied('one')).toBe('made 1');
    expect(await copied('other')).toBe('made 2');
    expect(await copied('one')).toBe('made 1');
  });

  test('is the same for runs that make it at once', async () => {
    const begun = Promise.withResolvers<void>();
    let waiting = 0;
    const together = async (template: string): Promise<void> => {
      if (++waiting === 5) begun.resolve();
      await begun.promise;
      await fill(template);
    };
    const texts = await Promise.all(Array.from({ length: 5 }, () => copied('one', together)));
    expect(made).toBe(5);
    const kept = await readFile(join(cache, 'one', 'data', 'rows'), 'utf8');
    for (const text of texts) expect(text).toBe(kept);
    expect(await readdir(cache)).toEqual(['one']);
  });

  test('that could not be made is not there, and the next run makes it', async () => {
    const failing = async (template: string): Promise<void> => {
      await fill(template);
      throw new Error('no room');
    };
    await expect(copied('one', failing)).rejects.toThrow('no room');
    expect(await readdir(cache)).toEqual([]);
    expect(await copied('one')).toBe('made 2');
  });

  test('that nobody has used for a day goes when another one is made', async () => {
    await copied('old');
    await copied('used');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const key of ['old', 'used']) await utimes(join(cache, key), twoDaysAgo, twoDaysAgo);
    await copied('used');
    await copied('new');
    expect((await readdir(cache)).toSorted()).toEqual(['new', 'used']);
  });
});

describe('its key', () => {
  const sources = async (): Promise<string> => {
    const copy = join(folder, 'sources');
    for (const file of globSync(ingredients, { cwd: root })) {
      await mkdir(join(copy, dirname(file)), { recursive: true });
      await cp(join(root, file), join(copy, file));
    }
    return copy;
  };

  test('follows from sources that are there', () => {
    for (const pattern of ingredients) expect(globSync(pattern, { cwd: root }), pattern).not.toEqual([]);
  });

  test.each([
    'imports/reference/establishments.yaml',
    'imports/seed.ts',
    'services/clinical/migrations/20261124-care.ts',
    'package-lock.json',
  ])('is another when %s is', async (file) => {
    const copy = await sources();
    expect(templateKey(copy)).toBe(templateKey());
    await appendFile(join(copy, file), '\n');
    expect(templateKey(copy)).not.toBe(templateKey());
  });
});
