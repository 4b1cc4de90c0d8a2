import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A response as it was read from a socket. */
export interface WireResponse {
  status: number;
  /** The names are in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** A connection on which a test writes what it likes, byte by byte. */
export class Wire {
  readonly socket: Socket;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    // A server that refuses something may close before it has read all of it.
    socket.on('error', () => undefined);
  }

  static async open(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new Wire(socket);
  }

  /** Writes text as it is; lines end with `\r\n`. */
  write(...lines: string[]): this {
    this.socket.write(lines.join('\r\n'), 'latin1');
    return this;
  }

  /** Writes the headers of a request with a body that is announced. */
  announce(path: string, length: number, headers: Record<string, string> = {}): this {
    const given = { host: 'hub.test', 'content-type': 'application/json', 'content-length': length, ...headers };
    return this.write(`POST ${path} HTTP/1.1`, ...Object.entries(given).map((entry) => entry.join(': ')), '', '');
  }

  /** The next response; its body is as long as its `content-length`. */
  async response(): Promise<WireResponse> {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const { status, headers } = parseHead(this.#received.toString('latin1', 0, end));
        const length = Number(headers['content-length'] ?? 0);
        const rest = this.#received.subarray(end + 4);
        if (rest.length >= length) {
          this.#received = rest.subarray(length);
          return { status, headers, body: rest.toString('utf8', 0, length) };
        }
      }
      const [chunk] = (await Promise.race([once(this.socket, 'data'), once(this.socket, 'close').then(() => [])])) as [
        Buffer?,
      ];
      if (!chunk) throw new Error(`The connection closed after: ${this.#received.toString('latin1')}`);
      this.#received = Buffer.concat([this.#received, chunk]);
    }
  }

  /** The response that ends the connection, with the bytes of its body. */
  async lastResponse(): Promise<Omit<WireResponse, 'body'> & { bytes: Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.socket) chunks.push(chunk as Buffer);
    const received = Buffer.concat(chunks);
    const end = received.indexOf('\r\n\r\n');
    return { ...parseHead(received.toString('latin1', 0, end)), bytes: received.subarray(end + 4) };
  }

  /** Waits until the server has closed the connection. */
  async closed(): Promise<void> {
    this.socket.resume();
    if (!this.socket.closed) await once(this.socket, 'close');
  }

  close(): void {
    this.socket.destroy();
  }
}

function parseHead(head: string): Omit<WireResponse, 'body'> {
  const [first, ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [name, value] = line.split(/: ?(.*)/s, 2);
    return [name!.toLowerCase(), value!];
  });
  return { status: Number(first!.split(' ')[1]), headers: Object.fromEntries(headers) };
}
