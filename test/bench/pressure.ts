import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { consumptionOf, type Consumption } from './consumption.ts';
import type { Order, Yield } from './load.ts';

/** What was measured while a hub was asked as much as it could answer. */
export interface Pressed extends Yield {
  /** CPU of the hub's processes, and of PostgreSQL, in milliseconds a request. */
  hubMs: number;
  databaseMs: number;
  /** The memory of the hub's processes in the end, in megabytes. */
  memoryMb: number;
}

const program = fileURLToPath(new URL('load.ts', import.meta.url));

/**
 * Asks a hub of this machine for some seconds, and measures what its processes and PostgreSQL use in the meantime.
 * @param hub the processes that answer; what they start counts as theirs
 * @param postmaster the process of the PostgreSQL server
 * @throws Error where a request fails
 */
export async function press(order: Order, hub: number[], postmaster: number): Promise<Pressed> {
  if (new URL(order.url).hostname !== '127.0.0.1') throw new Error(`${order.url} is not of this machine.`);
  const [before, databaseBefore] = [sum(hub), consumptionOf(postmaster)];
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(order));
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const [after, databaseAfter] = [sum(hub), consumptionOf(postmaster)];
  const outcome = JSON.parse(said) as Yield;
  if (outcome.failed > 0) throw new Error(`${outcome.failed} of ${outcome.requests} requests failed.`);
  return {
    ...outcome,
    hubMs: (after.cpuMs - before.cpuMs) / outcome.requests,
    databaseMs: (databaseAfter.cpuMs - databaseBefore.cpuMs) / outcome.requests,
    memoryMb: after.memoryMb,
  };
}

/** What several processes have used. */
export function sum(pids: number[]): Consumption {
  const all = pids.map(consumptionOf);
  return {
    cpuMs: all.reduce((total, { cpuMs }) => total + cpuMs, 0),
    memoryMb: all.reduce((total, { memoryMb }) => total + memoryMb, 0),
  };
}
