import type { FieldChange } from '../../services/kit/datasets/field-changes.ts';
import type { Loaded } from '../../services/kit/datasets/load.ts';
import { quote } from '../../services/kit/datasets/row-error.ts';
import { ownerOf } from '../../services/kit/datasets/writer.ts';
import type { ImportOptions } from '../pipeline/session.ts';

/** How many cells a dry run lists: a spreadsheet has more than anybody reads on a screen. */
const maxCells = 200;

/** What a command tells of the rows of a file: whose they are if not the writer's, and in a dry run which cells change. */
export function told({ changes, stored }: Loaded, { institution, dryRun }: ImportOptions): string[] {
  const changed = [...stored].filter(
    ([number, { owner }]) => owner !== (institution ?? null) && changes.get(number)?.length,
  );
  const owners = Map.groupBy(changed, ([, row]) => ownerOf(row));
  const lines = [...owners].map(
    ([owner, rows]) => `changes ${rows.length} ${rows.length > 1 ? 'rows' : 'row'} of ${owner}, which stay theirs`,
  );
  if (!dryRun) return lines;
  const cells = [...changes.values()].flat().filter(({ row }) => stored.has(row));
  const more = cells.length > maxCells ? [`… and ${cells.length - maxCells} more cells`] : [];
  return [...lines, ...cells.slice(0, maxCells).map(cellOf), ...more];
}

const cellOf = ({ row, field, before, after }: FieldChange): string =>
  `line ${row}, column ${field}: ${quote(before ?? '')} becomes ${quote(after ?? '')}`;
