import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A wire to a server of this machine, which can be cut without either end being told. */
export interface Relay {
  port: number;
  /** Passes nothing on any more, and keeps every connection open. */
  stall(): void;
  /** Passes on what comes from here on; the connections of before stay as they are. */
  flow(): void;
  close(): Promise<void>;
}

/** Opens a wire to the server at a port. */
export async function openRelay(to: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (isStalled) return;
    const far = connect(to, '127.0.0.1');
    sockets.add(far);
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      isStalled = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    flow() {
      isStalled = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
