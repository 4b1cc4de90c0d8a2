import { AggregatorRegistry, type Registry } from 'prom-client';

/** Shares a worker's metrics with the primary process, which serves those of all workers together. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // From its creation on, it responds to the primary.
  void new AggregatorRegistry();
}

/** Aggregates the metrics of all workers, in the primary process: for `serveMetrics`. */
export function workersMetrics(): () => Promise<string> {
  const aggregator = new AggregatorRegistry();
  return () => aggregator.clusterMetrics();
}
