import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { listen, stop, type Running } from '../process.ts';

/** Where metrics are served: apart from the graph, so that a proxy before it need not hide them. */
export interface MetricsAddress {
  host: string;
  /** 0 takes any free port. */
  port: number;
}

export interface MetricsServer extends Running {
  /** Where the metrics are, such as `http://127.0.0.1:9464/metrics`. */
  url: string;
}

/**
 * Serves metrics in Prometheus's text format.
 * @param read the text: of a registry, or of those of a cluster's processes together
 * @throws OperatorError where the port is taken
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
