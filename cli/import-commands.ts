import { Command, InvalidArgumentError, Option } from 'commander';
import { csvTemplate, listTemplates, workbookTemplate } from '../services/kit/datasets/template.ts';
import { datasetNamed, datasets, describeDataset } from '../services/registry.ts';
import { NewFile } from '../imports/pipeline/new-file.ts';
import { createProgress } from '../imports/pipeline/progress.ts';
import { runImport } from '../imports/run.ts';
import type { SheetForm } from '../services/kit/sheets/sheet.ts';
import { finessPattern } from '../platform/contract/finess.ts';
import { OperatorError } from '../platform/errors.ts';
import { printable } from '../platform/printable.ts';
import { sources } from '../imports/sources.ts';
import type { ImportOptions } from '../imports/pipeline/session.ts';
import type { ImportSource, Setting } from '../imports/pipeline/source.ts';
import { printSummary } from '../imports/pipeline/summary.ts';

/** Opens the database with its migrations applied. */
type OpenDatabase = () => Promise<{ url: string; close(): Promise<void> }>;

/** The options that only some sources take. */
const settings: Record<Setting, Option> = {
  strict: new Option('--strict', 'refuse a file with a bad record instead of leaving the record out').default(false),
  force: new Option('--force', 'load an extract that is older than the loaded one').default(false),
  partial: new Option(
    '--partial',
    'the file is only a part of what is published: load what it lists, without closing or deleting anything',
  ).default(false),
  validRows: new Option('--partial', 'load the valid rows, and write the others to the file of rejects').default(false),
  dataset: new Option('--dataset <name>', 'the dataset of the files (default: the one that matches their headers)'),
  institution: new Option(
    '--institution <finess>',
    "the institution whose rows the files have (default: none, they are the hub's own)",
  ).argParser(finess),
  others: new Option('--force', 'change rows of other institutions as well, and say whose: they stay theirs').default(
    false,
  ),
  year: new Option(
    '--year <year>',
    'the year of the populations (default: the year in the name of the file)',
  ).argParser(year),
};

/** The command `import`, with a subcommand for each source. Errors that the user can act on are thrown as OperatorError. */
export function importCommand(open: OpenDatabase): Command {
  const command = new Command('import').description("load official files and partners' spreadsheets");
  for (const source of sources) command.addCommand(sourceCommand(source, open));
  return command;
}

/** The command `template`, which prints the template of a dataset, or the list of datasets. */
export const templateCommand = new Command('template')
  .description('print the template of a dataset, or list the datasets')
  .argument('[name]', 'the dataset, such as care-units')
  .addOption(
    new Option('--format <form>', 'a CSV file, or a workbook whose cells keep their zeros')
      .choices(['csv', 'xlsx'])
      .default('csv'),
  )
  .option(
    '--output <file>',
    'where it is written (default: the standard output); an existing file is kept, and the new one gets a number',
  )
  .action(async (name: string | undefined, { format, output }: { format: SheetForm; output?: string }) => {
    const templateOf = format === 'csv' ? csvTemplate : workbookTemplate;
    const content =
      name === undefined
        ? listTemplates(await Promise.all(datasets.map(describeDataset)))
        : await templateOf(await describeDataset(datasetNamed(name)));
    if (output !== undefined) return writeTemplate(content, output);
    if (typeof content !== 'string' && process.stdout.isTTY)
      throw new OperatorError('A workbook cannot be shown on a terminal: write it to a file with --output.');
    process.stdout.write(content);
  });

function writeTemplate(content: string | Buffer, output: string): void {
  const file = NewFile.create(output, 'The template');
  file.write(content);
  file.close();
  process.stdout.write(`Template: ${printable(file.path)}\n`);
}

function sourceCommand(source: ImportSource, open: OpenDatabase): Command {
  const command = new Command(source.name)
    .description(`load ${source.summary}`)
    .argument(
      source.takesFolders ? '<folder...>' : '<file...>',
      source.takesFolders
        ? 'folders or files, plain or gzip; either all of them are loaded or none'
        : 'plain or gzip, in any order; either all of them are loaded or none',
    )
    .option('--dry-run', 'report what would change, without changing anything', false)
    .option(
      '--rejects <file>',
      'where rejected records are written (default: <file>.rejects.csv, or .xlsx for a workbook, in the working directory); an existing file is kept, and the new one gets a number',
    );
  for (const setting of source.settings) command.addOption(settings[setting]);
  return command.action(async (files: string[], given: Partial<ImportOptions>) => {
    const options: ImportOptions = { strict: false, dryRun: false, force: false, partial: false, ...given };
    const stop = new AbortController();
    const interrupt = () => stop.abort();
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    const database = await open();
    try {
      const { summary, rejects } = await runImport(
        database.url,
        source,
        files,
        options,
        createProgress(process.stderr),
        stop.signal,
      );
      process.stdout.write(`${printSummary(summary)}\n`);
      for (const file of rejects) process.stdout.write(`Rejects and warnings: ${printable(file)}\n`);
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      await database.close();
    }
  });
}

function finess(text: string): string {
  if (!finessPattern.test(text)) throw new InvalidArgumentError('Expected a FINESS number, such as 570005165.');
  return text;
}

function year(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1800 || value > 2200)
    throw new InvalidArgumentError('Expected a year from 1800 to 2200.');
  return value;
}
