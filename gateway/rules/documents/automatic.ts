import { LRUCache } from 'lru-cache';
import { documentId } from './manifest.ts';

const MAX_DOCUMENTS = 500;
const MAX_CHARACTERS = 8_388_608;

const ID = /^(?:sha256:)?([0-9a-f]{64})$/i;

/** What a request says about its document. */
interface Named {
  query?: string | null | undefined;
  extensions?: Record<string, unknown> | null | undefined;
}

/** An id without its prefix, in lower case; undefined if it is not a SHA-256. */
export const idOf = (named: unknown): string | undefined =>
  typeof named === 'string' ? ID.exec(named)?.[1]?.toLowerCase() : undefined;

/** The hash in the extensions of a request, as Apollo's protocol has it; undefined if there is none. */
export function hashIn({ extensions }: Named): unknown {
  const persisted: unknown = extensions?.['persistedQuery'];
  return typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted
    ? persisted.sha256Hash
    : undefined;
}

/** Whether a request has a text and a hash that is not the text's. */
export function isMismatch(params: Named): boolean {
  const hash = hashIn(params);
  return hash !== undefined && typeof params.query === 'string' && idOf(hash) !== documentId(params.query);
}

/**
 * The texts that clients have sent with their hash, to send the hash alone from then on (automatic persisted queries). The
 * least recently used are forgotten: their clients send them again.
 */
export class AutomaticDocuments {
  readonly #texts = new LRUCache<string, string>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (text) => text.length,
  });

  /** The text that a request names by its hash; undefined if it names none, or it is not kept. */
  find(params: Named): string | undefined {
    const id = idOf(hashIn(params));
    return id === undefined ? undefined : this.#texts.get(id);
  }

  /** Keeps the text of a request that has been validated, if the request has its hash; that it matches has been checked. */
  learn(params: Named): void {
    const id = idOf(hashIn(params));
    if (id !== undefined && params.query) this.#texts.set(id, params.query);
  }
}
