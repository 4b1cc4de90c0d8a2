import { healthOf } from '../../services/shared/health.ts';
import type { GatewayOptions } from '../gateway.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { useAnswerable } from './answerable.ts';
import { useBatchLimit } from './batch.ts';
import { useBodySizeLimit } from './body-size.ts';
import { useCostLimit } from './cost.ts';
import { useCsrfPrevention } from './csrf.ts';
import { useDeadline } from './deadline.ts';
import { useEndpoints } from './endpoints.ts';
import { useErrors } from './errors.ts';
import { useIdentity } from './identity.ts';
import { useClosedIntrospection } from './introspection.ts';
import { useDocumentLimits } from './limits.ts';
import { useMalformedParams } from './malformed.ts';
import { usePersistedDocuments } from './persisted.ts';
import { counterOf, useRateLimit } from './rate.ts';
import { useRequestId, type GatewayPlugin } from './request-id.ts';
import { useSight } from './sight.ts';
import { useVariableChecks } from './variables.ts';

const DEADLINE_MS = 30_000;

/**
 * What every request goes through, whichever engine executes it.
 * @param required the parts of `options.ready` without which the engine answers nothing
 */
export function gatewayPlugins(options: GatewayOptions, required: string[] = []): GatewayPlugin[] {
  const { rates, documents, persistedOnly = false, introspection = true, deadlineMs = DEADLINE_MS } = options;
  const count = rates && counterOf(rates);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return [
    useRequestId(),
    useIdentity(options.verifyToken, options.logger, count),
    ...(options.sight ? [useSight(options.sight)] : []),
    useEndpoints(options, healthOf(options.ready ?? {}, { required, draining: options.draining })),
    useCsrfPrevention(),
    ...(count ? [useRateLimit(count)] : []),
    useMalformedParams(),
    useBodySizeLimit(limits),
    useBatchLimit(limits),
    ...(documents ? [usePersistedDocuments(documents, persistedOnly)] : []),
    useDeadline(deadlineMs),
    useDocumentLimits(limits),
    useAnswerable(),
    ...(introspection ? [] : [useClosedIntrospection()]),
    useVariableChecks(limits),
    useCostLimit(options.supergraph, limits),
    useErrors(options),
  ];
}
