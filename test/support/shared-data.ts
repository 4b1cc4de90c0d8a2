import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The data that are too large, or not free, to ship: a folder beside the checkout of those who have it. */
const folder = new URL('../../../shared/', import.meta.url);

/** A path of the shared data, as a file path. */
export const sharedPath = (path: string): string => fileURLToPath(new URL(path, folder));

/**
 * Whether all of these paths of the shared data are there. Tests that need them are skipped otherwise, which the run's
 * summary states; where `CI` is set they are required.
 * @throws Error naming what is missing in CI
 */
export function hasShared(...paths: string[]): boolean {
  const absent = paths.map(sharedPath).filter((path) => !existsSync(path));
  if (absent.length > 0 && process.env['CI'])
    throw new Error(`CI requires the shared data beside the checkout, and these are missing: ${absent.join(', ')}`);
  return absent.length === 0;
}
