import { readOperations } from '../../schema/operations.ts';
import type { Env } from '../../platform/env.ts';
import { DocumentStore } from '../rules/documents/store.ts';
import { renderExplorer, tabOf } from '../doors/explorer.ts';
import type { GatewayOptions } from './gateway.ts';
import { documentsFolder } from '../rules/documents/folder.ts';
import type { ErrorLog } from '../rules/error-log.ts';
import { limitsOf } from '../rules/limits.ts';
import type { Rates } from '../rules/rate.ts';

/**
 * The options that the settings give a gateway, whichever engine it has.
 * @param counting where callers are counted, and who is told of refusals
 */
export async function gatewaySettings(
  env: Env,
  logger: ErrorLog,
  counting: Pick<Rates, 'store' | 'onRefusal'> = {},
): Promise<Omit<GatewayOptions, 'supergraph' | 'ready'>> {
  const operations = await readOperations();
  const examples = operations.flatMap((operation) => [operation.document, tabOf(operation)]);
  // Without the schema, or with registered documents only, there is nothing to explore.
  const isOpen = env.INTROSPECTION && !env.PERSISTED_ONLY;
  return {
    logger,
    limits: limitsOf(env),
    rates: {
      anonymous: env.RATE_LIMIT,
      partner: env.RATE_LIMIT_PARTNER,
      databaseMs: { anonymous: env.RATE_LIMIT_DATABASE_MS, partner: env.RATE_LIMIT_DATABASE_MS_PARTNER },
      trustedProxies: env.TRUSTED_PROXIES,
      ...counting,
    },
    operationsPerCaller: env.OPERATIONS_PER_CALLER,
    deadlineMs: env.REQUEST_TIMEOUT_MS,
    documents: new DocumentStore(documentsFolder(env), examples, logger),
    persistedOnly: env.PERSISTED_ONLY,
    introspection: env.INTROSPECTION,
    corsOrigins: env.CORS_ORIGINS,
    frameAncestors: env.FRAME_ANCESTORS,
    bodies: { total: env.MAX_BODIES_BYTES, perCaller: env.MAX_BODIES_BYTES_PER_CALLER },
    ...(isOpen && { explorer: () => renderExplorer(operations) }),
  };
}
