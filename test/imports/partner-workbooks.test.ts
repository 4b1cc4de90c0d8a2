import { beforeAll, describe, expect, it } from 'vitest';
import { datasets, describeDataset } from '../../services/registry.ts';
import { csvTemplate, workbookTemplate } from '../../services/kit/datasets/template.ts';
import { partner } from '../../imports/partner/index.ts';
import { referenceRows } from '../../imports/reference/dataset-rows.ts';
import { referenceFolder } from '../../imports/reference/yaml.ts';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import { csvOf } from '../../services/kit/sheets/write-csv.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
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
    const [sheet, explained] = await sheetsOf(await workbookTemplate(await describeDataset(dataset)));
    const csv = await sheetsOf(Buffer.from(csvTemplate(await describeDataset(dataset))));
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
