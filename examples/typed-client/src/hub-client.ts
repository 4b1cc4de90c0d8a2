import type { TypedDocumentString } from './generated/graphql.ts';

/** An error of an answer. The hub gives each a code. */
export interface HubError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string };
}

/** The data of an operation, and the errors of the fields that are null because of them. */
export interface Answer<Data> {
  data: Data;
  errors: HubError[];
}

/** The hub answered without any data, for example because a token has expired. */
export class RequestError extends Error {
  readonly errors: HubError[];

  constructor(errors: HubError[]) {
    super(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
    this.errors = errors;
  }
}

/** Sends operations to a hub. */
export class HubClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  /** Ids that the hub does not know. Their documents are sent in full from then on. */
  readonly #unregistered = new Set<string>();

  /** @param token a partner's bearer token; an anonymous caller has none */
  constructor(url: string, token?: string) {
    this.#url = url;
    this.#headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  }

  /**
   * Runs an operation by the id of its document, and by its text where the hub does not know the id.
   * @throws RequestError
   */
  async execute<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>> {
    const documentId: string = document.__meta__?.['hash'];
    try {
      if (!this.#unregistered.has(documentId)) return await this.#send<Data>({ documentId, variables });
    } catch (error) {
      if (!isUnknownDocument(error)) throw error;
      this.#unregistered.add(documentId);
    }
    return this.#send<Data>({ query: document.toString(), variables });
  }

  async #send<Data>(body: object): Promise<Answer<Data>> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    // The hub's errors are JSON whatever their status. What is not JSON comes from a proxy.
    if (!response.headers.get('content-type')?.includes('json'))
      throw new Error(`${this.#url}: expected JSON, received ${response.status} ${response.statusText}`);
    const { data, errors = [] } = (await response.json()) as { data?: Data | null; errors?: HubError[] };
    if (data == null) throw new RequestError(errors);
    return { data, errors };
  }
}

const isUnknownDocument = (error: unknown): boolean =>
  error instanceof RequestError && error.errors[0]?.extensions.code === 'PERSISTED_QUERY_NOT_FOUND';
