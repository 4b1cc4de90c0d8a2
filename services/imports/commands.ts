import { Command, InvalidArgumentError, Option } from 'commander';
import { finessPlus } from './finess-plus/index.ts';
import { finess } from './finess/index.ts';
import { population } from './population/index.ts';
import { createProgress } from './progress.ts';
import { runImport } from './run.ts';
import type { ImportOptions } from './session.ts';
import type { ImportSource } from './source.ts';
import { printSummary } from './summary.ts';

/** Gives the database, brought up to date, and lets it go again. */
export type OpenDatabase = () => Promise<{ url: string; close(): Promise<void> }>;

const sources: ImportSource[] = [finess, finessPlus, population];

/** The command `import`, with a sub-command a source. What a person at the command line can act on is thrown as an OperatorError. */
export function importCommand(open: OpenDatabase): Command {
  const command = new Command('import').description('load official files into the hub');
  for (const source of sources) command.addCommand(sourceCommand(source, open));
  return command;
}

function sourceCommand(source: ImportSource, open: OpenDatabase): Command {
  const command = new Command(source.name)
    .description(`load ${source.summary}`)
    .argument('<file...>', 'plain or gzip; all of them are loaded, or none: legal entities first')
    .option('--dry-run', 'report what would change, and change nothing', false)
    .option('--strict', 'refuse a file with a bad record, instead of leaving the record out', false)
    .option(
      '--rejects <file>',
      'where the records left out are written (default: <file>.rejects.csv, in the working directory)',
    );
  if (source !== population) {
    command
      .option('--force', 'load an extract older than the one that is loaded', false)
      .option('--partial', 'the file is a part of the register: load what it lists, and close nothing', false);
  } else
    command.addOption(
      new Option('--year <year>', 'the year of the populations, where the name of the file does not tell').argParser(
        year,
      ),
    );
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
