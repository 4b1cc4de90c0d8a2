import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const messages = [...readme.matchAll(/^(\w+\.csv), line (\d+), column (\w+): "([^"]*)": .*$/gm)];
const datasets: Record<string, string> = { 'units.csv': 'care-units', 'actions.csv': 'actions' };

beforeAll(async () => {
  await test.load(allExamples(), {}, partner);
  await test.load({ 'a.csv': examples('agreements', { reference: 'convention-2026' }) }, {}, partner);
});

it('the README has messages', () => {
  expect(messages.map(([, file]) => file)).toEqual(Object.keys(datasets));
});

it.each(messages.map(([message, file, line, column, value]) => ({ message, file, line, column, value })))(
  'the README quotes a message as it is: $message',
  async ({ message, file, line, column, value }) => {
    const name = datasets[file!]!;
    const rows = Array.from({ length: Number(line) - 1 }, (_, index): Cells =>
      name === 'actions' ? { reference: `row-${index}`, agreement: 'convention-2026' } : { code: `row-${index}` },
    );
    Object.assign(rows.at(-1)!, { [column!]: value! });
    expect(await refusal(test, { [file!]: examples(name, ...rows) })).toEqual([message, nothingChanged]);
  },
);
