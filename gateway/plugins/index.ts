import { healthOf } from '../../services/shared/health.ts';
import type { GatewayOptions } from '../gateway.ts';
import { useAnswerable } from './answerable.ts';
import { useBatchLimit } from './batch.ts';
import { useBodySizeLimit } from './body-size.ts';
import type { Concerns } from './concerns.ts';
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
import { useRateLimit } from './rate.ts';
import { useRequestId, type GatewayPlugin } from './request-id.ts';
import { useSight } from './sight.ts';
import { useVariableChecks } from './variables.ts';

/**
 * What every request goes through, whichever engine executes it.
 * @param required the parts of `options.ready` without which the engine answers nothing
 */
export function gatewayPlugins(options: GatewayOptions, concerns: Concerns, required: string[] = []): GatewayPlugin[] {
  const { identify, findDocument, count, limits, deadlineMs, costLimit, mask } = concerns;
  return [
    useRequestId(),
    useIdentity(identify, options.logger, count),
    ...(options.sight ? [useSight(options.sight)] : []),
    useEndpoints(options, healthOf(options.ready ?? {}, { required, draining: options.draining })),
    useCsrfPrevention(),
    ...(count ? [useRateLimit(count)] : []),
    useMalformedParams(),
    useBodySizeLimit(limits),
    useBatchLimit(limits),
    ...(findDocument ? [usePersistedDocuments(findDocument)] : []),
    useDeadline(deadlineMs),
    useDocumentLimits(limits),
    useAnswerable(),
    ...(options.introspection === false ? [useClosedIntrospection()] : []),
    useVariableChecks(limits),
    useCostLimit(costLimit),
    useErrors(mask),
  ];
}
