import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, sheet, type Cells } from './sheets.ts';

const test = importTest();

const action = 'example-convention-2026-lecture';

beforeAll(() => test.load(allExamples(), {}, partner));

const load = (name: string, ...rows: Cells[]) => test.counts({ 'a.csv': examples(name, ...rows) }, name, {}, partner);

const history = () =>
  test.database.query(
    `select status, since::text, source_code as source from cooperation_action_history where action_reference = '${action}' order by place`,
  );

const last = async (): Promise<string> => {
  const [row] = await test.database.query<{ status: string }>(
    `select status from cooperation_action where reference = '${action}'`,
  );
  return row!.status;
};

describe('a row about a status is refused', () => {
  it.each<[string, Cells[], string]>([
    [
      'of an unknown action',
      [{ action: 'no-action' }],
      'line 2, column action: "no-action": expected the reference of a known cooperation action',
    ],
    [
      'with an unknown status',
      [{ status: 'DONE' }],
      'line 2, column status: "DONE": expected one of STUDIED, IN_DEVELOPMENT, IMPLEMENTED, SUSPENDED, ABANDONED',
    ],
    ['without its day', [{ since: '' }], 'line 2, column since: empty: expected a date as YYYY-MM-DD or DD/MM/YYYY'],
    ['of a day to come', [{ since: '01/01/2999' }], 'line 2, column since: "01/01/2999": expected a day until today'],
    [
      'of an unknown source',
      [{ source: 'hearsay' }],
      'line 2, column source: "hearsay": expected the code of a known source',
    ],
    [
      'with the day of another one of the action',
      [{}, { status: 'ABANDONED' }],
      `line 3, column action: "${action}": duplicate action and since; line 2 of a.csv has the same`,
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await refusal(test, { 'a.csv': examples('action-statuses', ...rows) })).toEqual([
      `a.csv, ${expected}`,
      nothingChanged,
    ]);
  });
});

describe('the statuses of an action', () => {
  it('are added, changed by their day, and kept where they are the same', async () => {
    const rows: Cells[] = [{}, { since: '2026-07-01', status: 'ABANDONED' }];
    expect(await load('action-statuses', ...rows)).toEqual({ new: 1, changed: 0, same: 1, gone: 0 });
    expect(await load('action-statuses', { since: '2026-07-01', status: 'IMPLEMENTED' })).toMatchObject({ changed: 1 });
    expect(await history()).toEqual([
      { status: 'IMPLEMENTED', since: '2026-03-01', source: 'example-chr-2026' },
      { status: 'SUSPENDED', since: '2026-06-01', source: 'example-chr-2026' },
      { status: 'IMPLEMENTED', since: '2026-07-01', source: 'example-chr-2026' },
    ]);
    expect(await last()).toBe('IMPLEMENTED');
  });

  it('are not those of a file of actions, which states the first one alone', async () => {
    expect(await load('action-statuses', { since: '2026-07-01', status: 'ABANDONED' })).toMatchObject({ changed: 1 });
    expect(await load('actions', {})).toEqual({ new: 0, changed: 0, same: 1, gone: 0 });
    expect(await load('actions', { status: 'STUDIED' })).toEqual({ new: 0, changed: 1, same: 0, gone: 0 });
    expect((await history())[0]).toMatchObject({ status: 'STUDIED', since: '2026-03-01' });
    expect(await last()).toBe('ABANDONED');
  });

  it('move with the first day of the action', async () => {
    await load('actions', { start: '2026-02-15' });
    expect((await history()).map(({ since }) => since)).toEqual(['2026-02-15', '2026-06-01', '2026-07-01']);
  });

  it('are read below French headers', async () => {
    const header = ['Action de coopération', 'Statut', 'Depuis le', 'Source'];
    const row = {
      'Action de coopération': action,
      Statut: 'STUDIED',
      'Depuis le': '01/08/2026',
      Source: 'example-chr-2026',
    };
    await test.load({ 'a.csv': sheet(header, [row]) }, { dataset: 'action-statuses' }, partner);
    expect(await last()).toBe('STUDIED');
  });
});
