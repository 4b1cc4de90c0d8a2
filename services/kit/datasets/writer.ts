import type { RowError } from './row-error.ts';
import { separator, type Row } from './read.ts';
import type { StoredRow } from './stored.ts';

/** In whose name rows are written. */
export interface Writer {
  /** The FINESS number of the institution that writes its own rows; null for the hub, whose rows belong to no institution. */
  institution: string | null;
  /** Whether it may also change rows of others, which stay theirs. Only the operator may. */
  mayChangeOthers?: boolean;
}

/** Why a writer may not write a row, as it is stored or is not; undefined if it may. */
export function refusalOf(
  { institution, mayChangeOthers = false }: Writer,
  column: string,
  { number, version }: Row,
  stored: StoredRow | undefined,
): RowError | undefined {
  if (!stored) return version === undefined ? undefined : { ...goneSince, number, value: version };
  if (stored.owner !== institution && !mayChangeOthers)
    return {
      number,
      column,
      value: null,
      code: 'FORBIDDEN',
      message: `expected a row of your own: this one belongs to ${ownerOf(stored)}, to whom a change can be proposed (reportAnomaly)`,
    };
  if (version !== undefined && version !== stored.version)
    return {
      number,
      column: 'version',
      value: version,
      code: 'CONFLICT',
      message: `expected the version ${stored.version}: the row has changed since yours, to ${stateOf(stored)}`,
    };
  return undefined;
}

const goneSince = {
  column: 'version',
  code: 'CONFLICT',
  message: 'expected no version: the hub has no row of this key, or no longer; a new row has none',
} as const;

/** Whose a row is, in words. */
export const ownerOf = ({ owner, ownerName }: Pick<StoredRow, 'owner' | 'ownerName'>): string =>
  owner === null ? 'the hub (a register, or the reference dataset)' : `${ownerName ?? 'the institution'} (${owner})`;

const stateOf = ({ cells }: StoredRow): string =>
  Object.entries(cells)
    .map(([name, cell]) => `${name}=${[cell].flat().join(separator)}`)
    .join('; ');
