import { setTimeout as pause } from 'node:timers/promises';

/** Whether each part that an answer needs can do its work, asked now. A part that rejects cannot. */
export type Checks = Record<string, () => Promise<boolean>>;

/** What a process says of itself to a load balancer, and to whoever looks for the part at fault. */
export interface Health {
  /** `degraded`: some fields cannot be answered. `draining`: it has been told to stop. */
  status: 'ready' | 'degraded' | 'unready' | 'draining';
  parts: Record<string, 'ready' | 'unready'>;
}

export interface HealthOptions {
  /** Parts without which nothing can be answered. */
  required?: string[];
  /** Whether the process has been told to stop. */
  draining?: (() => boolean) | undefined;
}

/** A part that does not say in this time that it can is one that cannot. */
const patienceMs = 2_000;

/**
 * Asks all parts at once. One part is enough to be of use, where it has those that are required: to leave the load
 * balancer for a part that every replica lacks would take its fields' outage to all others.
 */
export function healthOf(checks: Checks, options: HealthOptions = {}): () => Promise<Health> {
  const { required = [], draining } = options;
  const asked = Object.entries(checks).map(([name, check]) => ({ name, check: bounded(check) }));
  return async () => {
    if (draining?.()) return { status: 'draining', parts: {} };
    const answers = await Promise.all(asked.map(async ({ name, check }) => ({ name, isReady: await check() })));
    const parts: Health['parts'] = {};
    for (const { name, isReady } of answers) parts[name] = isReady ? 'ready' : 'unready';
    return { status: statusOf(answers, required), parts };
  };
}

/** The status with which a health is answered: 200 as long as requests are welcome. */
export const statusCodeOf = ({ status }: Health): 200 | 503 =>
  status === 'ready' || status === 'degraded' ? 200 : 503;

function statusOf(answers: { name: string; isReady: boolean }[], required: string[]): Health['status'] {
  if (answers.every(({ isReady }) => isReady)) return 'ready';
  if (answers.some(({ name, isReady }) => !isReady && required.includes(name))) return 'unready';
  return answers.some(({ name, isReady }) => isReady && !required.includes(name)) ? 'degraded' : 'unready';
}

/** A check that is answered in time. One that still runs is not begun again: probes would pile up on what hangs. */
function bounded(check: () => Promise<boolean>): () => Promise<boolean> {
  let running: Promise<boolean> | undefined;
  return async () => {
    running ??= check()
      .catch(() => false)
      .finally(() => (running = undefined));
    const answered = new AbortController();
    const late = pause(patienceMs, false, { signal: answered.signal }).catch(() => false);
    try {
      return await Promise.race([running, late]);
    } finally {
      answered.abort();
    }
  };
}
