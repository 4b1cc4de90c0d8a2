import { setTimeout as pause } from 'node:timers/promises';

/** Checks whether each part that responses depend on works now. A check that rejects fails. */
export type Checks = Record<string, () => Promise<boolean>>;

/** The health of a process, for load balancers and operators. */
export interface Health {
  /** `degraded`: some fields are unavailable. `draining`: the process is shutting down. */
  status: 'ready' | 'degraded' | 'unready' | 'draining';
  parts: Record<string, 'ready' | 'unready'>;
}

interface HealthOptions {
  /** The parts without which no request can be answered; defaults to none. */
  required?: string[];
  /** Whether the process is shutting down. */
  draining?: (() => boolean) | undefined;
}

/** A check that takes longer fails. */
const TIMEOUT_MS = 2_000;

/**
 * Checks all parts at once. A process with its required parts is useful as long as one other part works: if it left the
 * load balancer for a part that all replicas lack, the outage of that part's fields would spread to all fields.
 */
export function healthOf(checks: Checks, options: HealthOptions = {}): () => Promise<Health> {
  const { required = [], draining } = options;
  const bounds = Object.entries(checks).map(([name, check]) => ({ name, check: bounded(check) }));
  return async () => {
    if (draining?.()) return { status: 'draining', parts: {} };
    const results = await Promise.all(bounds.map(async ({ name, check }) => ({ name, isReady: await check() })));
    const parts: Health['parts'] = {};
    for (const { name, isReady } of results) parts[name] = isReady ? 'ready' : 'unready';
    return { status: statusOf(results, required), parts };
  };
}

/** The HTTP status of a health: 200 as long as the process should receive requests. */
export const statusCodeOf = ({ status }: Health): 200 | 503 =>
  status === 'ready' || status === 'degraded' ? 200 : 503;

function statusOf(results: { name: string; isReady: boolean }[], required: string[]): Health['status'] {
  if (results.every(({ isReady }) => isReady)) return 'ready';
  if (results.some(({ name, isReady }) => !isReady && required.includes(name))) return 'unready';
  return results.some(({ name, isReady }) => isReady && !required.includes(name)) ? 'degraded' : 'unready';
}

/** A check with a timeout. A check that is still running is not started again, as probes would pile up on a part that hangs. */
function bounded(check: () => Promise<boolean>): () => Promise<boolean> {
  let running: Promise<boolean> | undefined;
  return async () => {
    running ??= check()
      .catch(() => false)
      .finally(() => (running = undefined));
    const settled = new AbortController();
    const timeout = pause(TIMEOUT_MS, false, { signal: settled.signal }).catch(() => false);
    try {
      return await Promise.race([running, timeout]);
    } finally {
      settled.abort();
    }
  };
}
