import { Command, InvalidArgumentError, Option } from 'commander';
import { listTemplates, printTemplate } from '../imports/datasets/template.ts';
import { createProgress } from '../imports/pipeline/progress.ts';
import { runImport } from '../imports/run.ts';
import { sources } from '../imports/sources.ts';
import type { ImportOptions } from '../imports/pipeline/session.ts';
import type { ImportSource, Setting } from '../imports/pipeline/source.ts';
import { printSummary } from '../imports/pipeline/summary.ts';

/** Gives the database, brought up to date, and lets it go again. */
type OpenDatabase = () => Promise<{ url: string; close(): Promise<void> }>;

/** The options that only some sources take. */
const settings: Record<Setting, Option> = {
  strict: new Option('--strict', 'refuse a file with a bad record, instead of leaving the record out').default(false),
  force: new Option('--force', 'load an extract older than the one that is loaded').default(false),
  partial: new Option(
    '--partial',
    'the file is a part of what is published: load what it lists, and close or remove nothing',
  ).default(false),
  validRows: new Option('--partial', 'load the sound rows, and write the others to the rejects').default(false),
  dataset: new Option('--dataset <name>', 'the dataset of the files, where their headers do not tell'),
  year: new Option('--year <year>', 'the year of the populations, where the name of the file does not tell').argParser(
    year,
  ),
};

/** The command `import`, with a sub-command a source. What a person at the command line can act on is thrown as an OperatorError. */
export function importCommand(open: OpenDatabase): Command {
  const command = new Command('import').description("load official files and partners' spreadsheets into the hub");
  for (const source of sources) command.addCommand(sourceCommand(source, open));
  return command;
}

/** The command `template`, which prints the CSV template of a dataset, or a line on each. */
export const templateCommand = new Command('template')
  .description("print the CSV template of a dataset for a partner's spreadsheet, or list the templates")
  .argument('[name]', 'the dataset, such as care-units')
  .action(async (name: string | undefined) => {
    process.stdout.write(name === undefined ? await listTemplates() : await printTemplate(name));
  });

function sourceCommand(source: ImportSource, open: OpenDatabase): Command {
  const command = new Command(source.name)
    .description(`load ${source.summary}`)
    .argument(
      source.takesFolders ? '<folder...>' : '<file...>',
      source.takesFolders
        ? 'folders, or files of them, plain or gzip; all of them are loaded, or none'
        : 'plain or gzip, in any order; all of them are loaded, or none',
    )
    .option('--dry-run', 'report what would change, and change nothing', false)
    .option(
      '--rejects <file>',
      'where the records left out are written (default: <file>.rejects.csv, in the working directory)',
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
      for (const file of rejects) process.stdout.write(`What was left out, and why: ${file}\n`);
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      await database.close();
    }
  });
}

function year(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1800 || value > 2200) throw new InvalidArgumentError('It is not a year.');
  return value;
}
