/** How long a service may take to report that it is alive, in milliseconds. */
const TIMEOUT_MS = 1_000;

/**
 * Whether a service is alive: it answers a request for its health in time, with any status below 500. Those who ask while
 * one request is in progress share it.
 */
export function livenessOf(address: string, healthPath: string, timeoutMs: number): () => Promise<boolean> {
  const url = new URL(healthPath, address);
  // `fetch` refuses a URL with a login.
  url.username = url.password = '';
  const limit = Math.min(TIMEOUT_MS, timeoutMs);
  let running: Promise<boolean> | undefined;
  const probe = async (): Promise<boolean> => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(limit) });
      await response.body?.cancel();
      return response.status < 500;
    } catch {
      return false;
    }
  };
  return () => (running ??= probe().finally(() => (running = undefined)));
}
