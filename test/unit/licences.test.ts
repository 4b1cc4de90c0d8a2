import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Licences that the Open Source Initiative approves, by their SPDX identifiers. */
const approved = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

interface Locked {
  dev?: boolean;
  license?: string;
}

/** Whether an SPDX expression, `OR` over `AND` without inner parentheses, lets its reader take open-source licences alone. */
function isOpenSource(expression = ''): boolean {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => approved.has(licence)));
}

test('every production dependency, on every platform, has an open-source licence', () => {
  const lockfile = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const shipped = Object.entries(lockfile.packages).filter(([path, { dev }]) => path !== '' && !dev);
  expect(shipped.length).toBeGreaterThan(100);
  const refused = shipped.filter(([, { license }]) => !isOpenSource(license));
  expect(
    refused.map(([path, { license }]) => `${path.replace(/^.*node_modules\//, '')}: ${license ?? 'none'}`),
  ).toEqual([]);
});

test('the hub has the licence that it says it has', () => {
  const { license } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Locked;
  expect(license).toBe('MIT');
  expect(readFileSync(new URL('LICENSE', root), 'utf8')).toMatch(
    /^MIT License\n\nCopyright \(c\) 2026 Maillage contributors\n/,
  );
});

describe('an expression', () => {
  test.each(['MIT', '(MIT AND BSD-3-Clause)', 'MIT OR GPL-3.0-only', '(Elastic-2.0 OR Apache-2.0)'])(
    '%s is open source',
    (text) => {
      expect(isOpenSource(text)).toBe(true);
    },
  );

  test.each(['Elastic-2.0', 'MIT AND Elastic-2.0', 'SEE LICENSE IN LICENSE', 'UNLICENSED', 'BUSL-1.1', '', undefined])(
    '%s is not',
    (text) => {
      expect(isOpenSource(text)).toBe(false);
    },
  );
});
