import { join } from 'node:path';
import { readOperations } from '../../schema/operations.ts';
import type { Env } from '../../platform/env.ts';
import { DocumentStore } from '../rules/documents/store.ts';
import { renderExplorer, tabOf } from '../doors/explorer.ts';
import type { GatewayOptions } from './gateway.ts';
import type { Limits } from '../rules/limits.ts';

/** The limits of a request that the settings give. */
export const limitsOf = (env: Env): Partial<Limits> => ({
  depth: env.MAX_DEPTH,
  aliases: env.MAX_ALIASES,
  tokens: env.MAX_TOKENS,
  bodyBytes: env.MAX_BODY_BYTES,
  batch: env.MAX_BATCH,
  cost: env.MAX_COST,
});

/** The folder of the documents that institutions registered. */
export const documentsFolder = (env: Env): string => env.PERSISTED_DOCUMENTS ?? join(env.DATA_DIR, 'documents');

/** What the settings say of a gateway, whichever engine it has. */
export async function gatewaySettings(
  env: Env,
  logger: GatewayOptions['logger'],
): Promise<Omit<GatewayOptions, 'supergraph' | 'ready'>> {
  const operations = await readOperations();
  const examples = operations.flatMap((operation) => [operation.document, tabOf(operation)]);
  // Without the schema, or with questions that are fixed, there is nothing to explore.
  const isOpen = env.INTROSPECTION && !env.PERSISTED_ONLY;
  return {
    logger,
    limits: limitsOf(env),
    rates: { anonymous: env.RATE_LIMIT, partner: env.RATE_LIMIT_PARTNER, trustedProxies: env.TRUSTED_PROXIES },
    deadlineMs: env.REQUEST_TIMEOUT_MS,
    documents: new DocumentStore(documentsFolder(env), examples, logger),
    persistedOnly: env.PERSISTED_ONLY,
    introspection: env.INTROSPECTION,
    corsOrigins: env.CORS_ORIGINS,
    ...(isOpen && { explorer: renderExplorer(operations) }),
  };
}
