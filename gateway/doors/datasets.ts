import { GraphQLError } from 'graphql';
import type { FetchAPI } from 'graphql-yoga';
import type { RequestScope } from '../../platform/contract/subgraph.ts';
import type { DatasetDoor } from '../../platform/contract/subgraph.ts';
import { clientError } from '../../platform/errors.ts';
import { CANCELED } from '../../platform/observability/request-record.ts';
import type { Observability } from '../../platform/observability/observability.ts';
import { RunningRequest } from '../rules/deadline.ts';
import { outcomeOf } from '../rules/errors.ts';
import { errorResponse } from '../rules/http-status.ts';
import { notAllowed } from '../rules/refusal-response.ts';
import type { GatewayPlugin, RequestContext } from '../rules/request-context.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';
import { outcomeUnknown } from '../rules/unknown-outcome.ts';
import { checkParameters, dryRunOf, formFor, METHODS, placeOf, typeOf, type DatasetPlace } from './dataset-address.ts';
import { receiveUpload, requireWriter, uploadForm, type UploadPolicy } from './upload.ts';

interface DatasetOptions {
  door: DatasetDoor;
  policy: UploadPolicy & Pick<RequestPolicy, 'deadlineMs' | 'mask'>;
  /** Runs work when it is its caller's turn. */
  inTurn<Result>(context: RequestContext, work: () => Promise<Result>): Promise<Result>;
  observability: Observability | undefined;
}

interface Asked {
  request: Request;
  url: URL;
  context: RequestContext;
  place: DatasetPlace;
  fetchAPI: FetchAPI;
}

/** More than any operation may cost: the files of one caller are written one after the other. */
const UPLOAD_COST = Number.POSITIVE_INFINITY;
const OWN = { 'cache-control': 'private, no-store', vary: 'accept, authorization' };
const PUBLIC = { 'cache-control': 'no-cache', vary: 'accept' };

/** Answers requests for datasets: the list of them, their templates, and the rows of the caller's institution, to read and to write. */
export function useDatasets({ door, policy, inTurn, observability }: DatasetOptions): GatewayPlugin {
  async function answer(asked: Asked): Promise<Response> {
    const { request, url, context, place } = asked;
    const { part, name } = place;
    if (!METHODS[part].includes(request.method)) throw notAllowed(request.method, url.pathname, METHODS[part]);
    if (part !== 'list' && !door.list.some((dataset) => dataset.name === name))
      throw clientError('NOT_FOUND', `There is no dataset ${name}: GET /datasets lists them.`);
    if (request.method === 'PUT') return put(asked);
    checkParameters(url.searchParams, part);
    if (part === 'rows') return ownRows(asked);
    await policy.count?.(context, 1);
    return part === 'list' ? list(asked) : template(asked);
  }

  function list({ fetchAPI }: Asked): Response {
    const datasets = door.list.map(({ name, meaning }) => ({
      name,
      meaning,
      rows: `/datasets/${name}`,
      template: `/datasets/${name}/template`,
    }));
    return respond(fetchAPI, JSON.stringify({ datasets }), { ...PUBLIC, 'content-type': typeOf('json') });
  }

  async function template({ request, url, context, place: { name }, fetchAPI }: Asked): Promise<Response> {
    const form = formFor(url.searchParams, request.headers.get('accept'), ['csv', 'xlsx']);
    const content = await limited(request, context, (scope) => door.template(name, form, scope));
    return respond(fetchAPI, content, { ...PUBLIC, ...fileHeaders(name, form) });
  }

  async function ownRows({ request, url, context, place: { name }, fetchAPI }: Asked): Promise<Response> {
    requireWriter(context);
    const form = formFor(url.searchParams, request.headers.get('accept'), ['csv', 'xlsx', 'json']);
    await policy.count?.(context, 1);
    const content = await observed('getDataset', request, context, () =>
      limited(request, context, (scope) => door.rows(name, form, scope)),
    );
    return respond(fetchAPI, content, { ...OWN, ...fileHeaders(name, form) });
  }

  async function put({ request, url, context, place: { name }, fetchAPI }: Asked): Promise<Response> {
    requireWriter(context);
    const form = uploadForm(request.headers);
    checkParameters(url.searchParams, 'put');
    const dryRun = dryRunOf(url.searchParams);
    const bytes = await receiveUpload(request, context, policy);
    context.cost = UPLOAD_COST;
    let hasBegun = false;
    try {
      const result = await observed('putDataset', request, context, () =>
        limited(request, context, (scope) => {
          hasBegun = !dryRun;
          return door.put(name, { form, bytes, dryRun }, scope);
        }),
      );
      const status = result.refused.length > 0 ? 422 : 200;
      return respond(fetchAPI, JSON.stringify(result), { ...OWN, 'content-type': typeOf('json') }, status);
    } catch (error) {
      throw hasBegun && isDeadline(error) ? outcomeUnknown(error) : error;
    }
  }

  /** Runs work within the time of a request, when it is its caller's turn. */
  async function limited<Result>(
    request: Request,
    context: RequestContext,
    work: (scope: RequestScope) => Promise<Result>,
  ): Promise<Result> {
    const running = new RunningRequest();
    if (request.signal.aborted) running.cancel();
    else request.signal.addEventListener('abort', () => running.cancel(), { once: true });
    context.signal = running.signal;
    const outcome = await running.within<{ result: Result }>(policy.deadlineMs, () =>
      inTurn(context, async () => ({ result: await work(scopeOf(context)) })),
    );
    if ('errors' in outcome) throw outcome.errors[0];
    return outcome.result;
  }

  /** Runs work with a record of its own, if operations are observed. */
  async function observed<Result>(
    operation: string,
    request: Request,
    context: RequestContext,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (!observability) return work();
    return observability.watch(
      context.requestId,
      (name) => request.headers.get(name) ?? undefined,
      async (record) => {
        record.operation = operation;
        try {
          return await work();
        } catch (error) {
          record.code = request.signal.aborted ? CANCELED : outcomeOf({ errors: [asError(error)] });
          throw error;
        }
      },
    );
  }

  return {
    async onRequest({ request, url, serverContext: context, fetchAPI, endResponse }) {
      const place = placeOf(url.pathname);
      if (!place) return;
      try {
        endResponse(await answer({ request, url, context, place, fetchAPI }));
      } catch (error) {
        const { requestId } = context;
        const { errors } = policy.mask({ errors: [asError(error)] }, requestId, !request.signal.aborted);
        endResponse(errorResponse(errors![0]!));
      }
    },
  };
}

const scopeOf = ({ requestId, signal, caller, rate }: RequestContext): RequestScope => ({
  requestId,
  ...(signal && { signal }),
  ...(caller && { caller }),
  ...(rate && { account: rate.account }),
});

const fileHeaders = (name: string, form: 'csv' | 'xlsx' | 'json') => ({
  'content-type': typeOf(form),
  'content-disposition': `attachment; filename="${name}.${form}"`,
});

// Yoga's own class keeps the buffer itself, not a copy of it.
const respond = (
  { Response }: FetchAPI,
  body: string | Buffer,
  headers: Record<string, string>,
  status = 200,
): Response => new Response(body as BodyInit, { status, headers });

const asError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError((error as Error).message, { originalError: error as Error });

const isDeadline = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && error.extensions['code'] === 'DEADLINE_EXCEEDED';
