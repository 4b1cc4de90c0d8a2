import { datasetMediaTypes, formOfMediaType, type DatasetForm } from '../../platform/contract/dataset-forms.ts';
import { clientError } from '../../platform/errors.ts';
import { IncompleteBody, readBody } from '../../platform/http.ts';
import { exceeded } from '../rules/limits.ts';
import { unsupportedEncoding } from '../rules/media-types.ts';
import { badRequest } from '../rules/refusal-response.ts';
import type { RequestContext } from '../rules/request-context.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';

/** So many bytes of a file count as one operation: about a hundred rows. */
const BYTES_PER_OPERATION = 10_000;

/** What an upload is held to. */
export type UploadPolicy = Pick<RequestPolicy, 'limits' | 'count' | 'holdUpload'>;

/** @throws GraphQLError unless the caller may write rows, which is known before a file is read */
export function requireWriter({ caller }: RequestContext): void {
  if (!caller)
    throw clientError('UNAUTHENTICATED', 'Rows belong to institutions: send the token of yours, as a bearer token.', {
      http: { status: 401, headers: { 'www-authenticate': 'Bearer realm="maillage"' } },
    });
  if (!caller.scopes.includes('partner'))
    throw clientError('FORBIDDEN', 'One\'s own rows require a token with the scope "partner".');
}

/** The form of a file, by its media type. @throws GraphQLError if it is another one, or has an encoding */
export function uploadForm(headers: Headers): DatasetForm {
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') throw unsupportedEncoding(encoding);
  const form = formOfMediaType(headers.get('content-type'));
  if (form) return form;
  throw badRequest(
    415,
    `The body of the request ${headers.has('content-type') ? 'has an unsupported media type' : 'has no media type'}: send it with the header \`content-type\` as ${Object.values(datasetMediaTypes).join(', or ')}.`,
  );
}

/** The bytes of a file, which are counted before they are read. @throws GraphQLError if they are too many, or do not arrive whole */
export async function receiveUpload(
  request: Request,
  context: RequestContext,
  { limits, count, holdUpload }: UploadPolicy,
): Promise<Buffer> {
  const { uploadBytes } = limits;
  const announced = request.headers.get('content-length');
  const size = announced === null ? undefined : Number(announced);
  if (size !== undefined && size > uploadBytes) throw exceeded('uploadBytes', limits, size, 413);
  const operations = (bytes: number): number => Math.floor(bytes / BYTES_PER_OPERATION);
  await count?.(context, 1 + operations(size ?? 0));
  const { req, res } = context;
  const held = req && res && holdUpload({ ...context, req, res });
  if (size !== undefined) held?.reach(size);
  const body = await (req ? readBody(req, uploadBytes, held?.reach) : bytesOf(request, uploadBytes)).catch(incomplete);
  if (!body) throw exceeded('uploadBytes', limits, undefined, 413);
  if (size === undefined && operations(body.length) > 0) await count?.(context, operations(body.length));
  return body;
}

function incomplete(error: unknown): never {
  throw error instanceof IncompleteBody ? badRequest(400, 'The body of the request did not arrive whole.') : error;
}

/** The bytes of a request within this process. */
async function bytesOf(request: Request, maxBytes: number): Promise<Buffer | undefined> {
  const bytes = Buffer.from(await request.arrayBuffer());
  return bytes.length > maxBytes ? undefined : bytes;
}
