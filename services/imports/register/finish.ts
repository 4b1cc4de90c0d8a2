import type { Session } from '../session.ts';
import { deriveFlags } from './flags.ts';
import { closeUnlisted, type Claimed } from './scopes.ts';
import { stampSource } from './sources.ts';

/** Ends an import of register extracts: closes what they no longer list, and derives what follows from the rows. */
export async function finishRegister(session: Session, claims: Claimed[]): Promise<void> {
  await closeUnlisted(session, claims);
  await deriveFlags(session.client);
  const written = [...session.targets.values()].some((counts) => counts.new + counts.changed + counts.gone > 0);
  if (!written) return;
  for (const source of new Set(claims.map((claim) => claim.source))) await stampSource(session.client, source);
  // The planner's figures of a first load are those of an empty table.
  await session.client.query('analyze establishment, identifier, nomenclature, "grouping", membership');
}
