import { healthOf } from '../../platform/health.ts';
import type { GatewayOptions } from './gateway.ts';
import { useAnswerable } from '../rules/answerable.ts';
import { useBatchLimit, useBatchOrder } from '../rules/batch.ts';
import { useBodySizeLimit } from '../rules/body-size.ts';
import { useCaching } from '../rules/caching.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';
import { useCostReport } from '../rules/cost.ts';
import { originCheck, useOriginCaching } from '../rules/cors.ts';
import { useCsrfPrevention } from '../rules/csrf.ts';
import { useDeadline } from '../rules/deadline.ts';
import { useEndpoints } from './endpoints.ts';
import { useErrors } from '../rules/errors.ts';
import { useIdentity } from '../rules/identity/identify.ts';
import { useIntrospection } from '../rules/introspection.ts';
import { useDocumentLimits } from '../rules/document-limits.ts';
import { useMalformedParams } from '../rules/malformed.ts';
import { useMediaTypes } from '../rules/media-types.ts';
import { usePersistedDocuments } from '../rules/documents/persisted.ts';
import { useNewDocumentCount, type IsKnown } from '../rules/new-documents.ts';
import { useRateLimit } from '../rules/rate.ts';
import type { GatewayPlugin } from '../rules/request-context.ts';
import { useResponseSize } from '../rules/response-size.ts';
import { useRequestId } from '../rules/request-id.ts';
import type { StaticParts } from './static-parts.ts';
import { useObservability } from './observed-operations.ts';

/**
 * The plugins that every request passes, whichever engine executes it.
 * @param isKnown whether a document is in the cache
 * @param parts what is served that is not GraphQL
 * @param doors what answers requests for other things than the graph
 * @param required the parts of `options.ready` that the engine cannot work without
 */
export function gatewayPlugins(
  options: GatewayOptions,
  policy: RequestPolicy,
  isKnown: IsKnown,
  parts: StaticParts,
  doors: readonly GatewayPlugin[],
  required: string[] = [],
): GatewayPlugin[] {
  const { identify, findDocument, automatic, count, limits, holdBody, deadlineMs, costLimit, mask } = policy;
  return [
    useRequestId(),
    useOriginCaching(),
    useIdentity(identify, options.logger, count),
    useBatchOrder(),
    ...(options.observability ? [useObservability(options.observability)] : []),
    ...doors,
    useEndpoints(parts, options, healthOf(options.ready ?? {}, { required, draining: options.draining }), count),
    useCsrfPrevention(originCheck(options.corsOrigins), options.documents),
    ...(count ? [useRateLimit(count)] : []),
    useMediaTypes(),
    useMalformedParams(),
    useBodySizeLimit(limits, holdBody),
    useBatchLimit(limits, findDocument),
    ...(count ? [useNewDocumentCount(count, isKnown, { registered: options.documents, automatic })] : []),
    usePersistedDocuments(findDocument, automatic),
    useDeadline(deadlineMs),
    useDocumentLimits(limits),
    useAnswerable(),
    useIntrospection(options.introspection ?? true),
    useCostReport(costLimit),
    useErrors(mask),
    useResponseSize(limits),
    useCaching(),
  ];
}
