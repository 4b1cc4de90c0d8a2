import { Gauge, type Registry } from 'prom-client';
import { addLogMetrics } from './change-log/log-metrics.ts';
import { logSchema } from './change-log/log-tables.ts';
import type { ServiceDatabase } from './service-database.ts';
import { replicationStates, type ReplicationState } from './replication/replication-states.ts';

/** How long a scrape waits for a database. */
const timeoutMs = 2_000;

/** Adds gauges that are read on each scrape: the connection pools, the callers' queues, how far the read side is behind, and the change log. */
export function addDatabaseMetrics(registry: Registry, databases: readonly ServiceDatabase[]): void {
  addPools(registry, databases);
  addCallerQueues(registry, databases);
  const readSide = databases.find(({ service }) => service.isReadSide);
  if (readSide) addReplication(registry, readSide);
  const log = databases.find(({ service }) => service.name === logSchema);
  if (log) addLogMetrics(registry, log);
}

function addPools(registry: Registry, databases: readonly ServiceDatabase[]): void {
  const add = (name: string, help: string, figure: 'totalCount' | 'idleCount' | 'waitingCount') =>
    new Gauge({
      name: `maillage_pool_${name}`,
      help,
      labelNames: ['service'],
      registers: [registry],
      collect() {
        for (const { service, pools } of databases) {
          const sum = pools.reduce((total, pool) => total + pool[figure], 0);
          this.set({ service: service.name }, sum);
        }
      },
    });
  add('connections', 'Open connections of a service to its database.', 'totalCount');
  add('connections_idle', 'Open connections that are idle.', 'idleCount');
  add('waiting', 'Statements that wait for a connection.', 'waitingCount');
}

function addCallerQueues(registry: Registry, databases: readonly ServiceDatabase[]): void {
  void new Gauge({
    name: 'maillage_caller_queue_waiting',
    help: 'Statements that wait for others of their caller, who holds as many connections as one caller may.',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      for (const { service, waitingForCallers } of databases) this.set({ service: service.name }, waitingForCallers);
    },
  });
}

function addReplication(registry: Registry, readSide: ServiceDatabase): void {
  let pending: Promise<ReplicationState[]> | undefined;
  // Both gauges of a scrape share one query.
  const replicated = async () => {
    pending ??= statesOf(readSide).finally(() => (pending = undefined));
    return (await pending).filter(({ isReplicated }) => isReplicated);
  };
  void new Gauge({
    name: 'maillage_replication_up',
    help: "Whether a service's data arrives at the read side's own database: 1, otherwise 0.",
    labelNames: ['service'],
    registers: [registry],
    aggregator: 'min',
    async collect() {
      const states = await replicated();
      this.reset();
      for (const { name: service, lagSeconds } of states) this.set({ service }, lagSeconds === null ? 0 : 1);
    },
  });
  void new Gauge({
    name: 'maillage_replication_lag_seconds',
    help: "Seconds since the read side's own database last had all of a service's data.",
    labelNames: ['service'],
    registers: [registry],
    aggregator: 'max',
    async collect() {
      const states = await replicated();
      this.reset();
      for (const { name: service, lagSeconds } of states) if (lagSeconds !== null) this.set({ service }, lagSeconds);
    },
  });
}

/** Empty when the database does not respond in time, so that the scrape still returns the other metrics. */
async function statesOf({ primary }: ServiceDatabase): Promise<ReplicationState[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<ReplicationState[]>((resolve) => {
    signal.addEventListener('abort', () => resolve([]), { once: true });
  });
  // A physical replica does not run the primary's subscriptions.
  const states = replicationStates(primary, { signal }).catch(() => []);
  return Promise.race([states, late]);
}
