import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../../platform/errors.ts';

/** A file to import, plain or gzip: its first bytes show which, as file names are unreliable. */
export class InputFile {
  readonly path: string;
  /** Its name without the folder, for messages. */
  readonly name: string;
  /** Its size on disk, in bytes. */
  readonly size: number;
  /** What messages call a record of it. */
  unit: 'line' | 'record' = 'line';
  readonly #gzip: boolean;
  #file: ReadStream | undefined;

  private constructor(path: string, size: number, gzip: boolean) {
    this.path = path;
    this.name = basename(path);
    this.size = size;
    this.#gzip = gzip;
  }

  /** @throws OperatorError when the file does not exist, cannot be read, or is empty */
  static async open(path: string): Promise<InputFile> {
    const handle = await open(path).catch((error) => unreadable(path, error));
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new OperatorError(`${path} is not a file.`);
      if (stat.size === 0) throw new OperatorError(`${path} is empty.`);
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return new InputFile(path, stat.size, buffer[0] === 0x1f && buffer[1] === 0x8b);
    } finally {
      await handle.close();
    }
  }

  /** How many bytes of the file have been read. */
  get read(): number {
    return this.#file?.bytesRead ?? 0;
  }

  /** The content from the start, decompressed. @throws OperatorError on a damaged or truncated gzip */
  async *bytes(): AsyncGenerator<Buffer> {
    this.#file = createReadStream(this.path);
    // Without the callback, `pipeline` would also throw outside of the loop below, which gets the error anyway.
    const stream = this.#gzip
      ? pipeline(this.#file, createGunzip({ chunkSize: 64 * 1024 }), () => undefined)
      : this.#file;
    try {
      yield* stream;
    } catch (error) {
      unreadable(this.path, error as NodeJS.ErrnoException);
    }
  }
}

function unreadable(path: string, { code = '', message }: NodeJS.ErrnoException): never {
  if (code === 'Z_BUF_ERROR') throw new OperatorError(`${path} is truncated: its gzip stream ends too early.`);
  if (code.startsWith('Z_'))
    throw new OperatorError(`${path} is damaged: its gzip stream cannot be read (${message}).`);
  throw new OperatorError(`${path} cannot be read: ${message}.`);
}
