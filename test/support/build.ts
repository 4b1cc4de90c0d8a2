import { fileURLToPath } from 'node:url';

/**
 * A file of the hub's build. Test files that import this, if only by way of others, have the sources built before they
 * run: see `needsOf`.
 */
export const built = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
