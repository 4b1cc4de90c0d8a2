import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { datasetMediaTypes, formNamed, formOfMediaType } from '../../../platform/contract/dataset-forms.ts';
import { DATABASE_TIME_HEADER } from '../../../platform/contract/database-time.ts';
import { datasetTarget } from '../../../platform/contract/dataset-target.ts';
import type { DatasetDoor } from '../../../platform/contract/subgraph.ts';
import { outagesOf } from '../../../platform/errors.ts';
import { sendJson } from '../../../platform/http.ts';
import type { Observability } from '../../../platform/observability/observability.ts';
import type { ServedScope } from './request-scope.ts';
import { readerOf, receiveSigned } from './signed-requests.ts';

interface ServeDatasetsOptions {
  service: string;
  datasets: DatasetDoor;
  keys: readonly string[] | undefined;
  /** The largest file that is read. */
  maxBytes: number | undefined;
  logger: { error(details: object, message: string): void };
  observability: Observability | undefined;
}

const methods = ['GET', 'PUT'];

/** Serves the datasets of a service to its gateways: the same addresses as theirs, where the form is always in the address or the type. */
export async function serveDatasets(
  request: IncomingMessage,
  response: ServerResponse,
  { service, datasets, keys, maxBytes, logger, observability }: ServeDatasetsOptions,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const target = datasetTarget(method, url, headers['content-type']);
  const received = await receiveSigned(request, response, { service, keys, target, methods, maxBytes });
  if (!received) return;
  const { scope, body } = received;
  const answer = () => answerOf(datasets, { method, url, type: headers['content-type'], body }, scope);
  try {
    const { type, content } = await (observability
      ? observability.watch(scope.requestId, readerOf(request), (record) => {
          record.operation = method === 'PUT' ? 'putDataset' : 'getDataset';
          return answer();
        })
      : answer());
    response
      .writeHead(200, { 'content-type': type, 'content-length': content.length, ...databaseTimeOf(scope) })
      .end(content);
  } catch (error) {
    const { requestId, signal } = scope;
    const isForClient = error instanceof GraphQLError;
    if (isForClient) for (const err of outagesOf([error])) logger.error({ err, requestId }, 'Database unavailable');
    else if (!signal?.aborted) logger.error({ err: error, requestId, url }, 'Unexpected error');
    for (const [name, value] of Object.entries(databaseTimeOf(scope))) response.setHeader(name, value);
    // The gateway goes by the code: a status of 500 or more would tell it that the service is broken.
    sendJson(response, 400, { errors: [isForClient ? error : internal] });
  }
}

const internal = { message: 'Internal error', extensions: { code: 'INTERNAL' } };

const databaseTimeOf = ({ account }: ServedScope) => ({ [DATABASE_TIME_HEADER]: account.spentMs.toFixed(1) });

interface Asked {
  method: string;
  url: string;
  type: string | undefined;
  body: Buffer;
}

async function answerOf(
  datasets: DatasetDoor,
  { method, url, type, body }: Asked,
  scope: ServedScope,
): Promise<{ type: string; content: Buffer }> {
  const { pathname, searchParams } = new URL(url, 'http://service');
  const [name = '', part] = pathname.split('/').slice(2);
  if (method === 'PUT') {
    const upload = { form: formOfMediaType(type) ?? 'csv', bytes: body, dryRun: searchParams.get('dryRun') === 'true' };
    const answer = await datasets.put(name, upload, scope);
    return { type: datasetMediaTypes.json, content: Buffer.from(JSON.stringify(answer)) };
  }
  const form = formNamed(searchParams.get('format')) ?? 'csv';
  const content =
    part === 'template'
      ? await datasets.template(name, form === 'xlsx' ? form : 'csv', scope)
      : await datasets.rows(name, form, scope);
  return { type: datasetMediaTypes[form], content };
}
