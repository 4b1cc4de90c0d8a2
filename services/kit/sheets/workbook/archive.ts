import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { UnreadableSheet } from '../sheet.ts';

/** A small file may unpack to a very large one; a sheet has markup around each cell. */
const maxUnpacked = 256 * 1024 * 1024;
const maxParts = 10_000;

/** The parts of a workbook, a zip archive, which are unpacked as they are read. */
export class Archive {
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpacked = 0;

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** @throws UnreadableSheet when the archive is damaged */
  static async open(content: Buffer): Promise<Archive> {
    const file = await new Promise<ZipFile>((resolve, reject) => {
      fromBuffer(content, { lazyEntries: true }, (error, opened) => (error ? reject(damaged(error)) : resolve(opened)));
    });
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      file.on('entry', (entry: Entry) => {
        // Some programs refer to parts in another case than that of their names.
        entries.set(entry.fileName.toLowerCase(), entry);
        if (entries.size > maxParts) reject(new UnreadableSheet(`has more than ${maxParts} parts`));
        else file.readEntry();
      });
      file.once('end', resolve).once('error', (error: Error) => reject(damaged(error)));
      file.readEntry();
    });
    return new Archive(file, entries);
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** The content of a part, which must exist. @throws UnreadableSheet when it is damaged, or larger than a workbook may be */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new UnreadableSheet(`is a damaged workbook: it lacks ${name}`);
    // What unpacks to more than its part claims is refused by yauzl.
    this.#unpacked += entry.uncompressedSize;
    if (this.#unpacked > maxUnpacked)
      throw new UnreadableSheet(`unpacks to more than the maximum of ${maxUnpacked / 1024 / 1024} MiB`);
    try {
      const stream = await new Promise<Readable>((resolve, reject) => {
        this.#file.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
      });
      for await (const block of stream) yield block as Buffer;
    } catch (error) {
      throw damaged(error as Error);
    }
  }
}

const damaged = ({ message }: Error): UnreadableSheet => new UnreadableSheet(`is a damaged workbook (${message})`);
