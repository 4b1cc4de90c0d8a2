import type { Checks } from '../../platform/health.ts';

/** How long a service may take to say whether it can answer: a little more than it gives its own database. */
const patienceMs = 3_000;

/** Whether each service says, at its own address, that it can answer. */
export const serviceChecks = (urls: Record<string, string>): Checks =>
  Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [
      name,
      async () => (await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(patienceMs) })).ok,
    ]),
  );
