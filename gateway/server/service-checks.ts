import type { Checks } from '../../platform/health.ts';

/** How long a service may take to report its health: a little longer than it waits for its own database. */
const TIMEOUT_MS = 3_000;

/** Checks the health of each service at its own address. */
export const serviceChecks = (urls: Record<string, string>): Checks =>
  Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [
      name,
      async () => (await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(TIMEOUT_MS) })).ok,
    ]),
  );
