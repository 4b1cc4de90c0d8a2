import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { listen, stop } from '../listen.ts';
import type { Running } from '../process.ts';

/** Where metrics are served: on a port apart from the graph, so that a proxy need not hide them. */
export interface MetricsAddress {
  host: string;
  /** 0 picks a free port. */
  port: number;
}

export interface MetricsServer extends Running {
  /** The URL of the metrics, such as `http://127.0.0.1:9464/metrics`. */
  url: string;
}

/**
 * Serves metrics in Prometheus's text format.
 * @param read returns the metrics: those of one registry, or of all workers
 * @throws OperatorError when the port is taken
 */
export async function serveMetrics(
  { host, port }: MetricsAddress,
  read: () => Promise<string>,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    read().then(
      (text) => response.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  const graph = await listen(server, { HOST: host, PORT: port }, 'METRICS_PORT');
  return { url: new URL('/metrics', graph).href, close: () => stop(server) };
}
