import type { Program } from './processes.ts';

/** The setting that lets `heapOf` look into a process: to be given when it is started. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Megabytes of objects that a process still needs: its heap after a collection. */
export async function heapOf(program: Program): Promise<number> {
  const url = /ws:\/\/127\.0\.0\.1:\S+/.exec(await program.says('Debugger listening'))![0];
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let calls = 0;
  const call = (method: string): Promise<{ usedSize?: number }> =>
    new Promise((resolve) => {
      const id = ++calls;
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data)) as { id?: number; result: object };
        if (answer.id === id) resolve(answer.result);
      });
      socket.send(JSON.stringify({ id, method }));
    });
  // What finalisers let go of in the first is free in the second.
  await call('HeapProfiler.collectGarbage');
  await call('HeapProfiler.collectGarbage');
  const { usedSize } = await call('Runtime.getHeapUsage');
  socket.close();
  return usedSize! / 1024 / 1024;
}
