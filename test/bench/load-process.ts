// The load, in a process of its own: what it costs is not the servers'. Each message is one run, answered by its result.
import autocannon from 'autocannon';
import type { Load, Loaded } from './loader.ts';

process.on('message', (load: Load) => {
  void run(load).then((loaded) => process.send!(loaded));
});

async function run({ url, requests, connections, amount, seconds }: Load): Promise<Loaded> {
  const took: number[] = [];
  let last = 0;
  let connection = 0;
  const start = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections: Math.min(connections, amount),
        amount,
        timeout: 60,
        // It looks as often whether it is done.
        sampleInt: 50,
        // Each connection begins elsewhere in the list: none asks what another is asking.
        setupClient: (client) => {
          const from = Math.floor((connection++ * requests.length) / connections);
          client.setRequests([...requests.slice(from), ...requests.slice(0, from)] as never);
        },
        verifyBody: (body) => !String(body).includes('"errors":['),
      } as autocannon.Options,
      (error, loaded) => (error ? reject(error as Error) : resolve(loaded)),
    );
    const giveUp = setTimeout(() => (instance as unknown as { stop(): void }).stop(), seconds * 1000);
    instance.on('response', (_client, _status, _bytes, time) => {
      took.push(time);
      last = performance.now();
    });
    instance.on('done', () => clearTimeout(giveUp));
  });
  return {
    took,
    seconds: (last - start) / 1000,
    failed: result.non2xx + result.errors + result.timeouts + (result as unknown as { mismatches: number }).mismatches,
  };
}
