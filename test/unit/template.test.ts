import type { GraphQLObjectType } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { describe as describeDataset } from '../../imports/datasets/describe.ts';
import { datasets } from '../../imports/datasets/index.ts';
import { listTemplates, printTemplate } from '../../imports/datasets/template.ts';
import { OperatorError } from '../../platform/errors.ts';
import { clinical } from '../../services/clinical/index.ts';
import { buildServiceSchema } from '../../services/kit/subgraph/build-schema.ts';

const careUnit = async (): Promise<GraphQLObjectType> =>
  (await buildServiceSchema(clinical)).schema.getType('CareUnit') as GraphQLObjectType;

describe.each(datasets)('the template of $name', (dataset) => {
  test('documents each column, and each value of enumerations', async () => {
    const template = await printTemplate(dataset.name);
    const described = await describeDataset(dataset);
    expect(template).toContain(`# ${dataset.name}: ${described.meaning}\n`);
    for (const { name, isRequired, enumValues } of described.columns) {
      expect(template).toMatch(new RegExp(`^# ${name}${isRequired ? ' \\(required\\)' : ''}: [A-Z].{10,}[.:]$`, 'm'));
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

it('describes columns with the descriptions of the graph', async () => {
  const template = await printTemplate('care-units');
  const { beds, kind, site } = (await careUnit()).getFields();
  const inSheet = (field: typeof beds) => field!.description!.replaceAll('null', 'empty');
  expect(beds!.description).toContain('null');
  expect(template).toContain(`# beds: ${inSheet(beds)} A whole number of 0 or more.\n`);
  expect(template).toContain(`# kind (required): ${inSheet(kind)} One of:\n#     WARD: `);
  expect(template).toContain(`# site (required): ${inSheet(site)} The FINESS number of a known establishment.\n`);
});

it('is listed with a line for each dataset', async () => {
  const lines = (await listTemplates()).trimEnd().split('\n');
  expect(lines.slice(1).map((line) => line.split(' ', 1)[0])).toEqual(datasets.map((dataset) => dataset.name));
  const { description } = await careUnit();
  expect(lines.filter((line) => /^care-units +/.test(line) && line.endsWith(` ${description}`))).toHaveLength(1);
});

it('with an unknown dataset is refused, with a suggestion', async () => {
  await expect(printTemplate('care-unit')).rejects.toThrow(
    new OperatorError('Unknown dataset care-unit; did you mean care-units?'),
  );
  await expect(printTemplate('x')).rejects.toThrow(/^Unknown dataset x; the datasets are sources, identifiers, .*\.$/);
});
