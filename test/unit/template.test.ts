import { parse } from 'csv-parse/sync';
import type { GraphQLObjectType } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { datasetNamed, datasets, describeDataset } from '../../services/registry.ts';
import { csvTemplate, listTemplates, workbookTemplate } from '../../services/kit/datasets/template.ts';
import { OperatorError } from '../../platform/errors.ts';
import { fold } from '../../platform/text.ts';
import { clinical } from '../../services/clinical/index.ts';
import { buildServiceSchema } from '../../services/kit/subgraph/build-schema.ts';
import { unzipped } from '../support/workbook.ts';

const careUnit = async (): Promise<GraphQLObjectType> =>
  (await buildServiceSchema(clinical)).schema.getType('CareUnit') as GraphQLObjectType;

describe.each(datasets)('the template of $name', (dataset) => {
  test('documents each column, and each value of enumerations', async () => {
    const template = csvTemplate(await describeDataset(dataset));
    const described = await describeDataset(dataset);
    const comments = parse(template, { delimiter: ';', bom: true, relax_column_count: true }).map((cells) => cells[0]!);
    expect(comments).toContain(`# ${dataset.name}: ${described.meaning}`);
    for (const { name, french, isRequired, enumValues } of described.columns) {
      const head = `# ${name} (${isRequired ? 'required, ' : ''}in French ${french[0]}): `;
      expect(comments.filter((comment) => comment.startsWith(head))).toEqual([
        expect.stringMatching(/: [A-Z].{10,}[.:]$/),
      ]);
      for (const value of enumValues) expect(comments).toContain(`#     ${value.name}: ${value.meaning}`);
    }
    expect(template).not.toMatch(/undefined|\bnull\b/);
  });

  test('ends with its example as a comment, and its header', async () => {
    const template = csvTemplate(await describeDataset(dataset));
    // By it, Excel recognises UTF-8.
    expect(template.startsWith('\uFEFF# ')).toBe(true);
    const lines = template.slice(1).trimEnd().split('\n');
    expect(lines.at(-1)).toBe(dataset.columns.map((column) => column.name).join(';'));
    expect(lines.at(-2)).toMatch(/^# /);
    expect(lines.slice(0, -1).filter((line) => !/^"?#/.test(line))).toEqual([]);
    const filled = dataset.columns.filter((column) => column.isRequired).map((column) => dataset.example[column.name]);
    expect(filled).not.toContain(undefined);
    const names = dataset.columns.map((column) => column.name);
    expect(Object.keys(dataset.example).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe.each(datasets)('the columns of $name', ({ columns }) => {
  test('have French headers, and share none', () => {
    for (const { name, french } of columns) expect([name, french.length > 0]).toEqual([name, true]);
    const folded = columns.flatMap(({ name, french }) => [
      ...new Set([name, ...french].map((each) => fold(each).replaceAll(' ', ''))),
    ]);
    expect(folded.toSorted()).toEqual([...new Set(folded)].toSorted());
  });
});

test('a workbook keeps codes as they are typed, and offers the values of enumerations', async () => {
  const parts = await unzipped(await workbookTemplate(await describeDataset(datasetNamed('care-units'))));
  const sheet = parts.get('xl/sheet1.xml')!;
  const { columns } = await describeDataset(datasetNamed('care-units'));
  const styles = [...sheet.matchAll(/<col [^>]*style="(\d)"/g)].map(([, style]) => style);
  expect(styles).toEqual(columns.map(({ type, isList }) => (type.sqlType === 'text' || isList ? '1' : '0')));
  expect(parts.get('xl/styles.xml')!.match(/<cellXfs.*?(<xf.*?<xf[^>]*)/s)![1]).toMatch(/numFmtId="49"[^>]*$/);
  const rules = [...sheet.matchAll(/<dataValidation ([^>]*)>(?:<formula1>([^<]*)<\/formula1>)?/g)];
  expect(rules).toHaveLength(columns.length);
  const kind = rules[columns.findIndex(({ name }) => name === 'kind')]!;
  expect(kind[1]).toContain('type="list" showErrorMessage="1"');
  expect(kind[1]).toContain('sqref="C2:C1048576"');
  const [, first, last] = /^values!\$B\$(\d+):\$B\$(\d+)$/.exec(kind[2]!)!;
  const values = [...parts.get('xl/sheet3.xml')!.matchAll(/<c r="B(\d+)"[^>]*><is><t[^>]*>([^<]*)</g)]
    .filter(([, row]) => Number(row) >= Number(first) && Number(row) <= Number(last))
    .map(([, , value]) => value);
  expect(values).toEqual(columns.find(({ name }) => name === 'kind')!.enumValues.map(({ name }) => name));
});

it('describes columns with the descriptions of the graph', async () => {
  const comments = parse(csvTemplate(await describeDataset(datasetNamed('care-units'))), {
    delimiter: ';',
    bom: true,
    relax_column_count: true,
  });
  const template = comments.map(([first]) => `${first}\n`).join('');
  const { beds, kind, site } = (await careUnit()).getFields();
  const inSheet = (field: typeof beds) => field!.description!.replaceAll('null', 'empty');
  expect(beds!.description).toContain('null');
  expect(template).toContain(`# beds (in French Lits): ${inSheet(beds)} A whole number of 0 or more.\n`);
  expect(template).toContain(`# kind (required, in French Nature): ${inSheet(kind)} One of:\n#     WARD: `);
  expect(template).toContain(
    `# site (required, in French Site): ${inSheet(site)} The FINESS number of a known establishment.\n`,
  );
});

it('is listed with a line for each dataset', async () => {
  const lines = listTemplates(await Promise.all(datasets.map(describeDataset)))
    .trimEnd()
    .split('\n');
  expect(lines.slice(1).map((line) => line.split(' ', 1)[0])).toEqual(datasets.map((dataset) => dataset.name));
  const { description } = await careUnit();
  expect(lines.filter((line) => /^care-units +/.test(line) && line.endsWith(` ${description}`))).toHaveLength(1);
});

it('with an unknown dataset is refused, with a suggestion', () => {
  expect(() => datasetNamed('care-unit')).toThrow(
    new OperatorError('Unknown dataset care-unit; did you mean care-units?'),
  );
  expect(() => datasetNamed('x')).toThrow(/^Unknown dataset x; the datasets are sources, identifiers, .*\.$/);
});
