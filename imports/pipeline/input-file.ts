import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../../platform/errors.ts';
import { fileProblem } from '../../platform/file-problem.ts';
import { openRegularFile } from '../../platform/regular-file.ts';
import { heed } from './interruption.ts';

/** A file to import, plain or gzip: its first bytes show which, as file names are unreliable. */
export class InputFile {
  readonly path: string;
  /** Its name without the folder, for messages. */
  readonly name: string;
  /** Its size on disk, in bytes. */
  readonly size: number;
  /** What messages call a record of it. */
  unit: 'line' | 'record' = 'line';
  readonly #stats: Stats;
  readonly #gzip: boolean;
  readonly #signal: AbortSignal | undefined;
  #file: { readonly bytesRead: number } | undefined;

  private constructor(path: string, stats: Stats, gzip: boolean, signal: AbortSignal | undefined) {
    this.path = path;
    this.name = basename(path);
    this.size = stats.size;
    this.#stats = stats;
    this.#gzip = gzip;
    this.#signal = signal;
  }

  /**
   * @param signal ends the reading
   * @param takesEmpty whether the file may be empty
   * @throws OperatorError when the file does not exist, is not a regular file, cannot be read, or is empty
   */
  static async open(path: string, signal?: AbortSignal, takesEmpty = false): Promise<InputFile> {
    heed(signal);
    const handle = await openRegularFile(path).catch((error) => unreadable(path, error));
    try {
      const stats = await handle.stat();
      if (stats.size === 0 && !takesEmpty) throw new OperatorError(`${path} is empty.`);
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return new InputFile(path, stats, buffer[0] === 0x1f && buffer[1] === 0x8b, signal);
    } finally {
      await handle.close();
    }
  }

  /** How many bytes of the file have been read. */
  get read(): number {
    return this.#file?.bytesRead ?? 0;
  }

  /** Whether it is the file with these properties, under whatever name. */
  is({ dev, ino }: Stats): boolean {
    return dev === this.#stats.dev && ino === this.#stats.ino;
  }

  /** The content from the start, decompressed. @throws OperatorError on a damaged or truncated gzip, and when interrupted */
  async *bytes(): AsyncGenerator<Buffer> {
    heed(this.#signal);
    const handle = await openRegularFile(this.path).catch((error) => unreadable(this.path, error));
    const file = handle.createReadStream();
    this.#file = file;
    // Without the callback, `pipeline` would also throw outside of the loop below, which gets the error anyway.
    const stream = this.#gzip ? pipeline(file, createGunzip({ chunkSize: 64 * 1024 }), () => undefined) : file;
    try {
      for await (const chunk of stream) {
        heed(this.#signal);
        yield chunk as Buffer;
      }
    } catch (error) {
      unreadable(this.path, error as NodeJS.ErrnoException);
    }
  }
}

function unreadable(path: string, error: NodeJS.ErrnoException): never {
  if (error instanceof OperatorError) throw error;
  const { code = '', message } = error;
  if (code === 'Z_BUF_ERROR') throw new OperatorError(`${path} is truncated: its gzip stream ends too early.`);
  if (code.startsWith('Z_'))
    throw new OperatorError(`${path} is damaged: its gzip stream cannot be read (${message}).`);
  throw new OperatorError(`${path} cannot be read: ${fileProblem(error)}.`);
}
