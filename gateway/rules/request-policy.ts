import type { GatewayOptions } from '../server/gateway.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { corsHeaders } from './cors.ts';
import { createCostLimit, type CostLimit } from './cost.ts';
import { createMask, type Mask } from './errors.ts';
import { createIdentify, type Identify } from './identity/identify.ts';
import { createFindDocument, type FindDocument } from './documents/persisted.ts';
import { counterOf, type CountOperations } from './rate.ts';

const DEADLINE_MS = 30_000;

/** What every request is held to, whichever way it takes through a gateway. */
export interface RequestPolicy {
  identify: Identify;
  limits: Limits;
  costLimit: CostLimit;
  deadlineMs: number;
  mask: Mask;
  corsHeaders: ReturnType<typeof corsHeaders>;
  /** Undefined where nobody is counted. */
  count: CountOperations | undefined;
  /** Undefined where no document can be named. */
  findDocument: FindDocument | undefined;
}

export function requestPolicyOf(options: GatewayOptions): RequestPolicy {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { documents, persistedOnly = false } = options;
  return {
    identify: createIdentify(options.verifyToken),
    limits,
    costLimit: createCostLimit(options.supergraph, limits),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    mask: createMask(options),
    corsHeaders: corsHeaders(options.corsOrigins),
    count: options.rates && counterOf(options.rates),
    findDocument: documents && createFindDocument(documents, persistedOnly),
  };
}
