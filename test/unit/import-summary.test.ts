import { expect, it } from 'vitest';
import { printSummary } from '../../imports/pipeline/summary.ts';

it('the summary of an import names only targets of which something was counted', () => {
  const none = { new: 0, changed: 0, same: 0, gone: 0 };
  const targets = new Map([
    ['establishments', { ...none, same: 3 }],
    ['identifiers', none],
  ]);
  const text = printSummary({ files: new Map(), targets, suggestions: [], seconds: 1, dryRun: false });
  expect(text).toContain('establishments');
  expect(text).not.toContain('identifiers');
});
