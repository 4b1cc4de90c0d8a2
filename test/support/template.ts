import { createHash } from 'node:crypto';
import { constants, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where templates are kept between runs: those of this checkout alone, and no longer than its packages. */
export const templateCache = join(root, 'node_modules', '.cache', 'maillage-template');

/** What the template is made of: the code and the data that fill it, and the entities that say where data go. */
export const ingredients = [
  'imports/**/*.*',
  'platform/text.ts',
  'services/registry.ts',
  'services/*/index.ts',
  'services/*/migrations/*.ts',
  'services/**/*.entity.ts',
  'services/kit/{datasets,sheets,vocabulary}/**/*.ts',
  'services/*/datasets/*.ts',
  'cli/main.ts',
  'services/kit/database/{embedded/data-folder,fold,migrate,migration-orm,role,staging,upsert}.ts',
  'package-lock.json',
];

/** Templates that no run has used for a day are removed when another one is made. */
const keptMs = 24 * 3_600_000;

/** Names the template that the sources make as they are now: another content, another key. */
export function templateKey(folder = root): string {
  const hash = createHash('sha256');
  for (const file of globSync(ingredients, { cwd: folder }).toSorted()) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Copies a template folder to `target`, an empty folder; makes the template first where the cache has none of that key.
 * A template is written beside and then renamed, so that it is whole or not there, whoever else makes the same.
 * @param fill puts into an empty folder what the template holds, and leaves it at rest
 */
export async function copyTemplate(
  target: string,
  cache: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const template = join(cache, key);
  const isKept = await stat(template).then(
    () => true,
    () => false,
  );
  if (!isKept) await makeTemplate(template, cache, fill);
  const now = new Date();
  await utimes(template, now, now);
  await cp(template, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function makeTemplate(template: string, cache: string, fill: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(cache, { recursive: true });
  await removeUnused(cache);
  const fresh = await mkdtemp(join(cache, 'new-'));
  try {
    await fill(fresh);
    await rename(fresh, template).catch((error: NodeJS.ErrnoException) => {
      // Another run was faster, with the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function removeUnused(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    // Another run may have removed it, or finished making it.
    const found = await stat(join(cache, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > keptMs) await rm(join(cache, name), { recursive: true, force: true });
  }
}
