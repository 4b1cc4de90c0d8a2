import type { Session } from '../session.ts';
import { stampSource } from '../sources.ts';
import { deriveFlags } from './flags.ts';
import { closeUnlisted, type Claimed } from './scopes.ts';

/** Ends an import of register extracts: closes what they no longer list, and derives what follows from the rows. */
export async function finishRegister(session: Session, claims: Claimed[]): Promise<void> {
  await closeUnlisted(session, claims);
  await deriveFlags(session.client);
  if (!session.hasWritten) return;
  for (const source of new Set(claims.map((claim) => claim.source))) await stampSource(session.client, source);
}
