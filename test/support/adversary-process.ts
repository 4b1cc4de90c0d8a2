import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { attacksOf, type Attack } from './adversary.ts';

/** A process of its own attacks a graph from one address, without a token, until it is told to stop. */
const { url, connections } = JSON.parse(process.argv[2]!) as { url: string; connections: number };
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const stopping = new AbortController();
/** How many requests came to which status, by attack. */
const outcomes: Record<string, Record<string, number>> = {};
/** How long a connection rests after it was refused: what is refused is not let through. */
const REFUSED_MS = 500;
const HELD_MS = 5_000;

/** The status of a response, or the code of the error. */
const send = (attack: Attack): Promise<string> =>
  new Promise((resolve) => {
    const length = attack.isUnfinished ? {} : { 'content-length': Buffer.byteLength(attack.body) };
    const sent = request(
      url,
      { method: attack.method, agent, headers: { ...attack.headers, ...length } },
      (response) => {
        response.once('close', () => resolve(String(response.statusCode)));
        if (attack.isUnread) setTimeout(() => response.destroy(), HELD_MS).unref();
        else response.resume();
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    if (attack.isUnfinished) {
      sent.write(attack.body);
      setTimeout(() => sent.destroy(), HELD_MS).unref();
    } else sent.end(attack.body);
  });

async function keepAttacking(from: number): Promise<void> {
  for (let turn = from; !stopping.signal.aborted; turn++) {
    const attacks = attacksOf(`${from} ${turn}`);
    const attack = attacks[turn % attacks.length]!;
    const outcome = await send(attack);
    const own = (outcomes[attack.name] ??= {});
    own[outcome] = (own[outcome] ?? 0) + 1;
    if (outcome === '429') await pause(REFUSED_MS);
  }
}

process.once('message', () => stopping.abort());
process.send!('attacking');
const attacking = Array.from({ length: connections }, (_, index) => keepAttacking(index));
await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
// What is under way may last as long as its deadline.
await Promise.race([Promise.all(attacking), pause(10_000)]);
process.send!(outcomes);
process.disconnect();
process.exit(0);
