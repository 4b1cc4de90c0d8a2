import Table from 'cli-table3';

/** What an import did to the rows of one table. */
export interface Counts {
  new: number;
  changed: number;
  same: number;
  /** Closed or removed, because the source lists it no longer. */
  gone: number;
}

/** What an import read of one file. */
export interface FileCounts {
  read: number;
  rejected: number;
  warnings: number;
}

/** What an import did, by file and by target. */
export interface Summary {
  files: Map<string, FileCounts>;
  targets: Map<string, Counts>;
  seconds: number;
  dryRun: boolean;
}

const number = new Intl.NumberFormat('en-GB');

/** The tables that an import ends with. */
export function printSummary({ files, targets, seconds, dryRun }: Summary): string {
  const read = table(['file', 'read', 'rejected', 'warnings']);
  for (const [name, counts] of files) read.push(row(name, counts.read, counts.rejected, counts.warnings));
  const done = table(['target', 'new', 'changed', 'same', 'gone']);
  for (const [name, counts] of targets) done.push(row(name, counts.new, counts.changed, counts.same, counts.gone));
  const end = dryRun ? 'Dry run: nothing was written.' : 'Done.';
  return `${read.toString()}\n${done.toString()}\n${end} ${seconds.toFixed(1)} s`;
}

const table = (head: string[]) =>
  new Table({ head, colAligns: head.map((_, index) => (index ? 'right' : 'left')), style: { head: [], border: [] } });

const row = (name: string, ...counts: number[]): string[] => [name, ...counts.map((count) => number.format(count))];
