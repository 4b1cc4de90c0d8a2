import type { ErrorLog } from '../error-log.ts';
import type { Documents } from './persisted.ts';
import { institutionsOf, readDocuments, stateOf } from './folder.ts';
import { manifestOf } from './manifest.ts';

/** How old the cached state of the folder may be for documents that it contains. */
const MAX_AGE_MS = 1_000;

/**
 * The registered documents of a folder, and some that are always registered. A new document is found at once, and other
 * changes of the folder within a second of the next request.
 */
export class DocumentStore implements Documents {
  readonly #folder: string;
  readonly #always: Map<string, string>;
  readonly #logger: ErrorLog;
  #byId: Map<string, string>;
  #texts: Set<string>;
  #state = '';
  #checkedAt = -Infinity;
  #checking: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(folder: string, always: readonly string[], logger: ErrorLog) {
    this.#folder = folder;
    this.#always = new Map(Object.entries(manifestOf(always)));
    this.#logger = logger;
    this.#byId = this.#always;
    this.#texts = new Set(always);
  }

  find(id: string): string | undefined | Promise<string | undefined> {
    const text = this.#byId.get(id);
    if (text === undefined) return this.#check().then(() => this.#byId.get(id));
    this.#checkIfOld();
    return text;
  }

  has(text: string): boolean | Promise<boolean> {
    if (!this.#texts.has(text)) return this.#check().then(() => this.#texts.has(text));
    this.#checkIfOld();
    return true;
  }

  #checkIfOld(): void {
    if (!this.#checking && performance.now() - this.#checkedAt > MAX_AGE_MS) void this.#check();
  }

  /** Reads the folder as it is when this is called; calls that overlap share one read. */
  #check(): Promise<void> {
    if (this.#checking) {
      this.#next ??= this.#checking.then(() => {
        this.#next = undefined;
        return this.#check();
      });
      return this.#next;
    }
    this.#checking = this.#load()
      .catch((err: unknown) => this.#logger.error({ err, folder: this.#folder }, 'Registered documents cannot be read'))
      .finally(() => {
        this.#checking = undefined;
        this.#checkedAt = performance.now();
      });
    return this.#checking;
  }

  async #load(): Promise<void> {
    const state = await stateOf(this.#folder);
    if (state === this.#state) return;
    const byId = new Map(this.#always);
    for (const institution of await institutionsOf(this.#folder)) {
      try {
        for (const entry of Object.entries(await readDocuments(this.#folder, institution))) byId.set(...entry);
      } catch (err) {
        this.#logger.error({ err, institution }, 'Registered documents of an institution cannot be read');
      }
    }
    this.#byId = byId;
    this.#texts = new Set(byId.values());
    // The state before reading: changes made meanwhile are read the next time.
    this.#state = state;
  }
}
