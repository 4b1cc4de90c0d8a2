import Table from 'cli-table3';
import { printable } from '../../platform/printable.ts';
import type { Counts } from '../../services/kit/database/upsert.ts';

/** The records of one file. */
export interface FileCounts {
  read: number;
  rejected: number;
  warnings: number;
}

/** A kitchen or laundry that the hub does not know, found by a name in the register. */
export interface UnitSuggestion {
  /** The FINESS number of the site, or of the legal entity if the register has no site of it. */
  site: string;
  name: string;
  kind: 'MEALS' | 'LINEN';
  town: string | null;
}

/** What an import did, by file and by target. */
export interface Summary {
  files: Map<string, FileCounts>;
  targets: Map<string, Counts>;
  /** For a person to review: an import creates none of them. */
  suggestions: UnitSuggestion[];
  seconds: number;
  dryRun: boolean;
}

/** The maximum number of suggestions that are listed; the others are counted. */
const listedSuggestions = 20;
const kinds = { MEALS: 'kitchen', LINEN: 'laundry' };

const number = new Intl.NumberFormat('en-GB');

/** The tables that an import prints at the end, and its suggestions. */
export function printSummary({ files, targets, suggestions, seconds, dryRun }: Summary): string {
  const read = table(['file', 'read', 'rejected', 'warnings']);
  for (const [name, counts] of files) read.push(row(name, counts.read, counts.rejected, counts.warnings));
  const done = table(['target', 'new', 'changed', 'same', 'gone']);
  for (const [name, counts] of targets)
    if (Object.values(counts).some((count) => count > 0))
      done.push(row(name, counts.new, counts.changed, counts.same, counts.gone));
  const end = dryRun ? 'Dry run: nothing was written.' : 'Done.';
  return [read.toString(), done.toString(), `${end} ${seconds.toFixed(1)} s`, ...suggested(suggestions)].join('\n');
}

function suggested(suggestions: UnitSuggestion[]): string[] {
  if (suggestions.length === 0) return [];
  const lines = suggestions
    .slice(0, listedSuggestions)
    .map(({ site, name, kind, town }) => printable(`  ${site} ${name} (${kinds[kind]}${town ? `, ${town}` : ''})`));
  const more = suggestions.length - lines.length;
  if (more > 0) lines.push(`  and ${number.format(more)} more`);
  return ['Production units to consider (npx maillage template production-units):', ...lines];
}

const table = (head: string[]) =>
  new Table({ head, colAligns: head.map((_, index) => (index ? 'right' : 'left')), style: { head: [], border: [] } });

const row = (name: string, ...counts: number[]): string[] => [
  printable(name),
  ...counts.map((count) => number.format(count)),
];
