import { AggregatorRegistry, type Registry } from 'prom-client';

/** Hands the metrics of a cluster's worker to the primary, which serves those of all workers together. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // It answers the primary from when it is made.
  void new AggregatorRegistry();
}

/** Reads the metrics of a cluster's workers together, in its primary: for `serveMetrics`. */
export function workersMetrics(): () => Promise<string> {
  const aggregator = new AggregatorRegistry();
  return () => aggregator.clusterMetrics();
}
