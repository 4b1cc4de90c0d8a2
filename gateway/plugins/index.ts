import type { GatewayOptions } from '../gateway.ts';
import { useBodySizeLimit } from './body-size.ts';
import { useEndpoints } from './endpoints.ts';
import { useErrors } from './errors.ts';
import { DEFAULT_LIMITS, useDocumentLimits } from './limits.ts';
import { useRequestId, type GatewayPlugin } from './request-id.ts';
import { useVariableChecks } from './variables.ts';

/** Any origin may ask, as there are no cookies to borrow. */
export const CORS = { origin: '*', credentials: false, exposedHeaders: ['x-request-id'] };

/** What every request goes through, whichever engine executes it. */
export function gatewayPlugins(options: GatewayOptions): GatewayPlugin[] {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return [
    useRequestId(),
    useEndpoints(options),
    useBodySizeLimit(limits.bodyBytes),
    useDocumentLimits(limits),
    useVariableChecks(),
    useErrors(options.logger),
  ];
}
