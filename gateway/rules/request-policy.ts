import { addressReader } from './address.ts';
import { BodiesInFlight, DEFAULT_BODY_BOUNDS, type BodyBounds, type BodyScope } from './bodies-in-flight.ts';
import { createHoldBody, type HoldBody } from './body-size.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { corsHeaders } from './cors.ts';
import { createCostLimit, type CostLimit } from './cost.ts';
import type { ErrorLog } from './error-log.ts';
import { createMask, type Mask } from './errors.ts';
import { createIdentify, type Identify } from './identity/identify.ts';
import type { VerifyToken } from './identity/token-verifier.ts';
import { AutomaticDocuments } from './documents/automatic.ts';
import { createFindDocument, type Documents, type FindDocument } from './documents/persisted.ts';
import { counterOf, type CountOperations, type Rates } from './rate.ts';

const DEADLINE_MS = 30_000;
/** How many of the largest files are held at once. */
const UPLOADS = 2;
const NO_DOCUMENTS: Documents = { find: () => undefined, has: () => false };

/** What an operator decides about requests. */
export interface PolicyOptions {
  /** The composed supergraph (SDL), from which the public schema is derived. */
  supergraph: string;
  /** Receives the errors that clients do not see, with the id of their request. */
  logger: ErrorLog;
  /** Verifies callers' bearer tokens; without it every token is refused and every caller is anonymous. */
  verifyToken?: VerifyToken | undefined;
  /** What a request may ask for; each limit has a default. */
  limits?: Partial<Limits>;
  /** How many bytes of bodies are held at once; each bound has a default. */
  bodies?: Partial<BodyBounds>;
  /** How many operations one caller may send; defaults to any number. */
  rates?: Rates;
  /** How long a request may take, in milliseconds; defaults to 30,000. */
  deadlineMs?: number;
  /** The documents that requests may name instead of sending them; defaults to none. */
  documents?: Documents;
  /** Whether all other documents are refused; defaults to false. */
  persistedOnly?: boolean;
  /** Whether clients may read the schema; defaults to true. */
  introspection?: boolean;
  /** The origins whose pages may read responses; defaults to any. */
  corsOrigins?: readonly string[];
}

/** The rules that every request is held to, whichever path it takes through a gateway. */
export interface RequestPolicy {
  identify: Identify;
  limits: Limits;
  holdBody: HoldBody;
  /** Holds files with rows: beside other bodies, so that neither keep the other ones waiting. */
  holdUpload: HoldBody;
  costLimit: CostLimit;
  deadlineMs: number;
  mask: Mask;
  corsHeaders: ReturnType<typeof corsHeaders>;
  /** Undefined if callers are not counted. */
  count: CountOperations | undefined;
  findDocument: FindDocument;
  /** The documents that clients have sent with their hash; undefined if only registered documents are accepted. */
  automatic: AutomaticDocuments | undefined;
}

/** @param onBodyRefused called for each body that would make those in flight too large, with the bound */
export function requestPolicyOf(
  options: PolicyOptions,
  onBodyRefused: (scope: BodyScope) => void = () => undefined,
): RequestPolicy {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { documents = NO_DOCUMENTS, persistedOnly = false } = options;
  const automatic = persistedOnly ? undefined : new AutomaticDocuments();
  const bodies = new BodiesInFlight({ ...DEFAULT_BODY_BOUNDS, ...options.bodies }, onBodyRefused);
  const uploads = new BodiesInFlight(
    { total: UPLOADS * limits.uploadBytes, perCaller: limits.uploadBytes },
    onBodyRefused,
  );
  const addressOf = addressReader(options.rates?.trustedProxies ?? []);
  return {
    identify: createIdentify(options.verifyToken),
    limits,
    holdBody: createHoldBody(bodies, addressOf),
    holdUpload: createHoldBody(uploads, addressOf),
    costLimit: createCostLimit(options.supergraph, limits),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    mask: createMask(options.logger, options.introspection),
    corsHeaders: corsHeaders(options.corsOrigins),
    count: options.rates && counterOf(options.rates),
    findDocument: createFindDocument(documents, automatic),
    automatic,
  };
}
