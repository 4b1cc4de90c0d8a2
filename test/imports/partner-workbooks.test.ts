import { beforeAll, describe, expect, it } from 'vitest';
import { describe as describeDataset } from '../../imports/datasets/describe.ts';
import { datasets } from '../../imports/datasets/index.ts';
import { csvTemplate, workbookTemplate } from '../../imports/datasets/template.ts';
import { partner } from '../../imports/partner/index.ts';
import { referenceRows } from '../../imports/reference/dataset-rows.ts';
import { referenceFolder } from '../../imports/reference/yaml.ts';
import { readSheets } from '../../imports/sheets/read-sheets.ts';
import { csvOf } from '../../imports/sheets/write-csv.ts';
import { workbookOf } from '../../imports/sheets/workbook/write-workbook.ts';
import { importTest } from './fixtures.ts';
import { allExamples } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

const sheetsOf = (content: Buffer) => readSheets([content]);

describe.each(datasets)('$name', (dataset) => {
  /** The template's header, and below it the reference rows and the example. */
  const filled = async (header: string[]): Promise<string[][]> => {
    const reference = referenceRows(await describeDataset(dataset), referenceFolder).slice(0, 30);
    const cells = [...reference.map((row) => row.cells), dataset.example];
    return [header, ...cells.map((row) => dataset.columns.map(({ name }) => [row[name] ?? ''].flat().join('|')))];
  };

  it('loads the same from the template of a workbook as from that of a CSV file', async () => {
    const [sheet, explained] = await sheetsOf(await workbookTemplate(dataset.name));
    const csv = await sheetsOf(Buffer.from(await csvTemplate(dataset.name)));
    expect(sheet!.rows).toHaveLength(1);
    expect(csv[0]!.rows.map(({ cells }) => cells)).toEqual([sheet!.rows[0]!.cells]);
    expect(explained!.rows.slice(1, dataset.columns.length + 1).map(({ cells }) => cells[0])).toEqual(
      sheet!.rows[0]!.cells,
    );
    const cells = await filled(sheet!.rows[0]!.cells);
    const [asCsv, asWorkbook] = [csvOf(cells), await workbookOf([{ name: dataset.name, rows: cells }])];
    const loaded = await test.load({ 'a.csv': asCsv }, { partial: true }, partner);
    expect(loaded.summary.files.get('a.csv')!.read).toBe(cells.length - 1);
    const again = await test.load({ 'a.xlsx': asWorkbook }, { partial: true }, partner);
    expect(again.summary.files.get('a.xlsx')).toEqual(loaded.summary.files.get('a.csv'));
    for (const counts of again.summary.targets.values()) expect(counts).toMatchObject({ new: 0, changed: 0 });
  });
});
