import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

const { version: own } = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, 'utf8')) as { version: string };

/** The hub's version, from its package.json. */
export const version = own;
