import { describe, expect, it, test } from 'vitest';
import { describe as describeDataset } from '../../imports/datasets/describe.ts';
import { datasets } from '../../imports/datasets/index.ts';
import { listTemplates, printTemplate } from '../../imports/datasets/template.ts';
import { OperatorError } from '../../platform/errors.ts';

describe.each(datasets)('the template of $name', (dataset) => {
  test('documents each column, and each word of those that have a few', async () => {
    const template = await printTemplate(dataset.name);
    const described = await describeDataset(dataset);
    expect(template).toContain(`# ${dataset.name}: ${described.meaning}\n`);
    for (const { name, isRequired, enumValues } of described.columns) {
      expect(template).toMatch(new RegExp(`^# ${name}${isRequired ? ' \\(required\\)' : ''}: [A-Z].{10,}[.f]$`, 'm'));
      for (const value of enumValues) expect(template).toContain(`#     ${value.name}: ${value.meaning}\n`);
    }
    expect(template).not.toMatch(/undefined|\bnull\b/);
  });

  test('ends with its example as a comment, and its header', async () => {
    const lines = (await printTemplate(dataset.name)).trimEnd().split('\n');
    expect(lines.at(-1)).toBe(dataset.columns.map((column) => column.name).join(';'));
    expect(lines.at(-2)).toMatch(/^# /);
    expect(lines.slice(0, -1).filter((line) => !line.startsWith('#'))).toEqual([]);
    const filled = dataset.columns.filter((column) => column.isRequired).map((column) => dataset.example[column.name]);
    expect(filled).not.toContain(undefined);
    const names = dataset.columns.map((column) => column.name);
    expect(Object.keys(dataset.example).filter((name) => !names.includes(name))).toEqual([]);
  });
});

it('says what a column means in the words of the graph', async () => {
  const template = await printTemplate('care-units');
  expect(template).toContain(
    '# beds: Its beds for full stays (lits); empty where no source states them. A whole number of 0 or more.\n',
  );
  expect(template).toContain('# kind (required): How it is organised. One of\n#     WARD: Ward with beds');
  expect(template).toContain(
    '# site (required): The site where it stands. The FINESS number of an establishment that the hub knows.\n',
  );
});

it('is listed with a line on each dataset', async () => {
  const lines = (await listTemplates()).trimEnd().split('\n');
  expect(lines.slice(1).map((line) => line.split(' ', 1)[0])).toEqual(datasets.map((dataset) => dataset.name));
  expect(lines).toContainEqual(expect.stringMatching(/^care-units +A unit that cares for patients/));
});

it('of no dataset is refused, with the nearest name', async () => {
  await expect(printTemplate('care-unit')).rejects.toThrow(
    new OperatorError('There is no dataset care-unit; did you mean care-units?'),
  );
  await expect(printTemplate('x')).rejects.toThrow(/^There is no dataset x: there are sources, agreements, .*\.$/);
});
