import { parse, print } from 'graphql';
import { clientKit } from '../../schema/client-kit.ts';
import { publicDocument } from '../../schema/public-schema.ts';
import { compress, encodingFor, type Encoding } from './compression.ts';
import { entityTag, isHeld, tagOf } from './entity-tag.ts';
import { pageHeaders } from './page-headers.ts';

/** What a static part is sent as. */
export interface StaticResponse {
  status: 200 | 304;
  headers: Record<string, string>;
  /** Undefined if the client has it already. */
  body: Buffer | undefined;
}

/**
 * A part of the gateway that is the same for all its clients. It is made once, and each encoding of it once, when the
 * first client asks for it; all responses share these bytes, however slowly their clients read them.
 */
export class StaticPart {
  readonly #body: Buffer;
  readonly #tag: string;
  readonly #headers: Record<string, string>;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  /** @param headers the headers of its responses, beside those of encodings and caches */
  constructor(text: string, headers: Record<string, string>) {
    this.#body = Buffer.from(text);
    this.#tag = tagOf(this.#body);
    // A cache asks each time whether it is still the same, which costs a response without a body.
    this.#headers = { ...headers, 'cache-control': 'no-cache', vary: 'accept, accept-encoding' };
  }

  /** The response to a request with these headers. */
  async responseFor(header: (name: string) => string | null): Promise<StaticResponse> {
    const encoding = encodingFor(header('accept-encoding'));
    const etag = entityTag(this.#tag, encoding);
    const headers = { ...this.#headers, etag };
    if (isHeld(etag, header('if-none-match'))) return { status: 304, headers, body: undefined };
    if (encoding === undefined) return { status: 200, headers, body: this.#body };
    return { status: 200, headers: { ...headers, 'content-encoding': encoding }, body: await this.#in(encoding) };
  }

  #in(encoding: Encoding): Promise<Buffer> {
    let encoded = this.#encoded.get(encoding);
    if (!encoded) this.#encoded.set(encoding, (encoded = compress(this.#body, encoding, 'once')));
    return encoded;
  }
}

/** The explorer's page. @param frameAncestors the origins whose pages may embed it; defaults to none */
export function explorerPart(explorer: string | (() => string), frameAncestors?: readonly string[]): StaticPart {
  const page = typeof explorer === 'string' ? explorer : explorer();
  return new StaticPart(page, pageHeaders(page, frameAncestors));
}

/** The public schema of a supergraph, as a file to download. */
export function schemaPart(supergraph: string): StaticPart {
  return new StaticPart(`${print(publicDocument(parse(supergraph)))}\n`, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="schema.graphql"',
  });
}

/** What clients with a cache of objects have to know of a supergraph. */
export function clientKitPart(supergraph: string): StaticPart {
  return new StaticPart(JSON.stringify(clientKit(supergraph)), { 'content-type': 'application/json; charset=utf-8' });
}
