import { sql } from 'kysely';
import { CodeSystem } from '../vocabulary/coding.ts';
import type { Dimension } from './listing.ts';

/** A dimension of the hub's own vocabulary, whose codes mean the same everywhere: see `coding`. */
export const hubDimension = (column: string): Dimension => ({
  system: CodeSystem.hub,
  code: sql.ref(column),
  label: () => sql`null::text`,
});
