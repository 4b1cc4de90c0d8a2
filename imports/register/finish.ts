import type { Session } from '../pipeline/session.ts';
import { stampSource } from '../pipeline/provenance.ts';
import { deriveCensusLegalEntities } from '../../services/kit/datasets/census-legal-entities.ts';
import { deriveFacts } from './derived.ts';
import { closeUnlisted, type Claimed } from './scopes.ts';
import { suggestUnits } from './suggestions.ts';

/** Finishes an import of register extracts: closes what they no longer list, derives flags, and suggests production units to add. */
export async function finishRegister(session: Session, claims: Claimed[]): Promise<void> {
  await closeUnlisted(session, claims);
  await deriveFacts(session.client);
  await session.client.query(deriveCensusLegalEntities);
  session.suggestions.push(
    ...(await suggestUnits(
      session.client,
      claims.map((claim) => claim.extractedOn),
    )),
  );
  if (!session.hasWritten) return;
  for (const source of new Set(claims.map((claim) => claim.source))) await stampSource(session.client, source);
}
