import { brotliCompress, constants, gzip, type BrotliOptions, type ZlibOptions } from 'node:zlib';
import { promisify } from 'node:util';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The encodings that responses may have, the preferred one first. */
export type Encoding = 'br' | 'gzip';

/** Smaller bodies fit into one packet or two, and cost more to compress than to send. */
export const MIN_COMPRESSED_BYTES = 1024;

const ENCODINGS = ['br', 'gzip', 'identity'];

const toBrotli = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);
const toGzip = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

/** The encoding that a client prefers, by its `accept-encoding` header; undefined for none. */
export function encodingFor(acceptEncoding: string | null | undefined): Encoding | undefined {
  if (!acceptEncoding) return undefined;
  const negotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  // The types of the package lack the option: which of the encodings that a client likes equally is taken.
  const encodings: (available: string[], options: { preferred: string[] }) => string[] =
    negotiator.encodings.bind(negotiator);
  const [chosen] = encodings(ENCODINGS, { preferred: ENCODINGS });
  return chosen === 'br' || chosen === 'gzip' ? chosen : undefined;
}

/** How much work a compression may be: `once` for what is compressed once and sent often. */
type Effort = 'each' | 'once';

const QUALITY: Record<Effort, { brotli: number; window: number; gzip: number }> = {
  // A smaller window takes less memory for each response that is being compressed.
  each: { brotli: 4, window: 18, gzip: 4 },
  // The highest qualities take seconds for the explorer's page, and save a few percent.
  once: { brotli: 5, window: 24, gzip: 9 },
};

/** How many bytes of large bodies are kept, with what they were compressed to. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
const MIN_KEPT_CHARACTERS = 32 * 1024;

const keptBodies = (): LRUCache<string, Buffer> =>
  new LRUCache({ maxSize: MAX_KEPT_BYTES / 2, sizeCalculation: (compressed, body) => body.length + compressed.length });
const kept: Record<Encoding, LRUCache<string, Buffer>> = { br: keptBodies(), gzip: keptBodies() };

/** Compresses a response. Large ones that were sent before, such as the schema, are not compressed again. */
export async function compressResponse(body: string | Uint8Array, encoding: Encoding): Promise<Buffer> {
  if (typeof body !== 'string') return compress(body, encoding, 'each');
  const known = body.length < MIN_KEPT_CHARACTERS ? undefined : kept[encoding].get(body);
  if (known) return known;
  const compressed = await compress(Buffer.from(body), encoding, 'each');
  if (body.length >= MIN_KEPT_CHARACTERS) kept[encoding].set(body, compressed);
  return compressed;
}

/** Compresses in zlib's threads, so that the event loop goes on. */
export function compress(body: Uint8Array, encoding: Encoding, effort: Effort): Promise<Buffer> {
  const quality = QUALITY[effort];
  if (encoding === 'gzip') return toGzip(body, { level: quality.gzip });
  return toBrotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality.brotli,
      [constants.BROTLI_PARAM_LGWIN]: quality.window,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  });
}
