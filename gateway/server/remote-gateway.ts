import {
  buildASTSchema,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type GraphQLScalarType,
} from 'graphql';
import { forbidden, isAllowed } from '../../platform/contract/access.ts';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { DATABASE_TIME_HEADER } from '../../platform/contract/database-time.ts';
import { isMissingObject, missingObject } from '../../platform/contract/missing.ts';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { readRequirements } from '../../platform/contract/requirements.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import type { ListedDataset } from '../../schema/datasets.ts';
import { publicDocument } from '../../schema/public-schema.ts';
import { OperatorError, tooSlow, unavailable, type ErrorCode } from '../../platform/errors.ts';
import type { BreakerOptions } from '../remote-engine/breaker.ts';
import { remoteExecution } from '../remote-engine/execution.ts';
import type { FieldGuards } from '../remote-engine/field-guards.ts';
import { Planner } from '../remote-engine/planner.ts';
import { checkScalars } from '../remote-engine/scalars.ts';
import { openService, type ServiceOptions } from '../remote-engine/service.ts';
import { kindsIn, partlyHidden, readSubtypes } from '../remote-engine/subtypes.ts';
import { DEFAULT_LIMITS, replyTooLarge } from '../rules/limits.ts';
import { argumentError } from '../operation/argument-slots.ts';
import { isDeadline, timeLeftOf } from '../rules/deadline.ts';
import type { ErrorLog } from '../rules/error-log.ts';
import { publicCodeOf } from '../rules/errors.ts';
import { joinedDoor } from './all-datasets.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { remoteDatasets } from './remote-datasets.ts';
import { serveGraph } from './serve-graph.ts';

export interface RemoteGatewayOptions extends GatewayOptions {
  /** The address of each service, by name; defaults to the supergraph's. */
  urls: Record<string, string>;
  /** The custom scalars whose values are checked here, rather than by the services; defaults to none. */
  scalars?: GraphQLScalarType[];
  /** The datasets of the services; defaults to none. */
  datasets?: readonly ListedDataset[];
  /** The secret that proves this gateway to the services; without it they treat every caller as anonymous. */
  secret?: string | undefined;
  /** How long a service may take to reply, in milliseconds; defaults to 10,000. */
  timeout?: number;
  /** When the circuit of a failing service opens; defaults to 5 failures in a row, for 5,000 ms. */
  breaker?: Partial<BreakerOptions>;
}

const BREAKER: BreakerOptions = { failures: 5, pauseMs: 5_000, onChange: () => undefined };

/**
 * The codes of a whole request's error that clients may read. That a service does not accept the gateway's signature is
 * not among them: a client cannot fix it.
 */
const CLIENT_CODES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'SUBGRAPH_UNAVAILABLE',
]);

/**
 * Executes the supergraph over services that answer HTTP, planned as any Federation 2 router would. Hive's planner, in
 * Rust, makes the plans; they run here rather than in Hive's gateway runtime, which costs more than the requests to the
 * services, and gets nulls and the paths of errors wrong.
 * @throws OperatorError if a service has no URL, or access cannot be enforced as the supergraph demands
 */
export function createRemoteGateway(options: RemoteGatewayOptions): Gateway {
  const { scalars = [], logger, ready } = options;
  const supergraph = parse(options.supergraph, { noLocation: true });
  const guards = guardsOf(supergraph);
  const publicSchema = checkScalars(buildASTSchema(publicDocument(supergraph)), scalars);
  const serviceOptions = serviceOptionsOf(options);
  const urls = urlsOf(supergraph, options.urls);
  const services = new Map(Object.entries(urls).map(([name, url]) => [name, openService(name, url, serviceOptions)]));
  const datasets = [...Map.groupBy(options.datasets ?? [], ({ service }) => service)].flatMap(([name, listed]) => {
    const [service, url] = [services.get(name), urls[name]];
    return service && url ? remoteDatasets({ name, url, guard: service.guard }, listed, options) : [];
  });
  const planner = plannerOf(supergraph, logger);
  const subtypes = readSubtypes(supergraph);
  const context = {
    services,
    publicSchema,
    isKind: kindsIn(subtypes),
    partlyHidden: partlyHidden(subtypes, publicSchema),
    argumentError,
    missingObject,
    isMissingObject,
  };
  const graph = serveGraph(
    { ...options, ready: { planner: async () => planner !== undefined, ...ready } },
    {
      schema: publicSchema,
      execute: remoteExecution(planner, context, guards),
      required: ['planner'],
      datasets: datasets.length > 0 ? joinedDoor(datasets) : undefined,
    },
  );
  return {
    ...graph,
    async dispose() {
      await graph.dispose();
      for (const service of services.values()) service.close();
    },
  };
}

function serviceOptionsOf({ secret, timeout = 10_000, breaker, logger, limits }: RemoteGatewayOptions): ServiceOptions {
  // A reply has keys besides what the client selected: what is sent is measured when it is written.
  const maxReplyBytes = 2 * (limits?.responseBytes ?? DEFAULT_LIMITS.responseBytes);
  return {
    timeoutMs: timeout,
    maxReplyBytes,
    breaker: { ...BREAKER, ...breaker },
    isDeadline,
    timeLeft: timeLeftOf,
    logger,
    requestIdHeader: REQUEST_ID_HEADER,
    databaseTimeHeader: DATABASE_TIME_HEADER,
    healthPath: '/health/live',
    sign:
      secret === undefined
        ? undefined
        : (service, body, { caller, ...terms }) =>
            signRequest(secret, { service, body, ...terms }, caller as Caller | undefined),
    unavailable,
    tooLarge: (service) => replyTooLarge(service, maxReplyBytes),
    tooSlow,
    isForClients: (code) => CLIENT_CODES.has(code),
    codeOf: publicCodeOf,
  };
}

function guardsOf(supergraph: DocumentNode): FieldGuards {
  return new Map(
    [...readRequirements(supergraph)].map(([coordinate, requirement]) => [
      coordinate,
      {
        allows: ({ caller = anonymous }) => isAllowed(caller as Caller, requirement),
        refusal: forbidden(coordinate, requirement),
      },
    ]),
  );
}

/** The planner, or undefined if it does not accept the supergraph: the gateway then reports that it is not ready. */
function plannerOf(supergraph: DocumentNode, logger: ErrorLog): Planner | undefined {
  try {
    return new Planner(print(supergraph));
  } catch (err) {
    logger.error({ err }, 'The supergraph cannot be planned');
    return undefined;
  }
}

/** The address of each service of a supergraph, by name. */
function urlsOf(supergraph: DocumentNode, configured: Record<string, string>): Record<string, string> {
  const urls: Record<string, string> = {};
  visit(supergraph, {
    Directive(node) {
      if (node.name.value !== 'join__graph') return;
      const graph = Object.fromEntries(
        (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
      ) as Partial<Record<string, string>>;
      const name = graph['name'] ?? '';
      const url = configured[name] ?? graph['url'];
      if (!url) throw new OperatorError(`Service "${name}" has no URL.`);
      urls[name] = url;
    },
  });
  return urls;
}
