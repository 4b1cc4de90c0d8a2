import type { MikroORM } from '@mikro-orm/postgresql';
import { Gauge, type Registry } from 'prom-client';
import { replicationStates, type ReplicationState } from './replication/replication-states.ts';
import { poolsOf } from './migration-orm.ts';
import type { Service } from '../subgraph/service.ts';

/** How long a scrape waits for a database. */
const patienceMs = 2_000;

/** A service's database, as this process uses it. */
export interface WatchedDatabase {
  service: Service;
  orm: MikroORM;
}

/** Adds what is read when the metrics are asked for: the pools of connections, and how far the read side is behind. */
export function addDatabaseMetrics(registry: Registry, databases: readonly WatchedDatabase[]): void {
  addPools(registry, databases);
  const readSide = databases.find(({ service }) => service.isReadSide);
  if (readSide) addReplication(registry, readSide.orm);
}

function addPools(registry: Registry, databases: readonly WatchedDatabase[]): void {
  const sums = (figure: 'totalCount' | 'idleCount' | 'waitingCount') =>
    databases.map(({ service, orm }) => ({
      service: service.name,
      sum: poolsOf(orm).reduce((sum, pool) => sum + pool[figure], 0),
    }));
  const add = (name: string, help: string, figure: Parameters<typeof sums>[0]) =>
    new Gauge({
      name: `maillage_pool_${name}`,
      help,
      labelNames: ['service'],
      registers: [registry],
      collect() {
        for (const { service, sum } of sums(figure)) this.set({ service }, sum);
      },
    });
  add('connections', 'Connections that a service holds to its database.', 'totalCount');
  add('connections_idle', 'Those of them that have nothing to do.', 'idleCount');
  add('waiting', 'Statements that wait for a connection.', 'waitingCount');
}

function addReplication(registry: Registry, orm: MikroORM): void {
  let asked: Promise<ReplicationState[]> | undefined;
  // Both gauges of one scrape tell the same answer.
  const replicated = async () => {
    asked ??= statesOf(orm).finally(() => (asked = undefined));
    return (await asked).filter(({ isReplicated }) => isReplicated);
  };
  void new Gauge({
    name: 'maillage_replication_up',
    help: "Whether a service's facts arrive at the read side's own database.",
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
    help: "Seconds since the read side's own database had all that a service held.",
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

/** Nothing, where the database does not say it in time: what else there is to tell is told all the same. */
async function statesOf(orm: MikroORM): Promise<ReplicationState[]> {
  const signal = AbortSignal.timeout(patienceMs);
  const late = new Promise<ReplicationState[]>((resolve) => {
    signal.addEventListener('abort', () => resolve([]), { once: true });
  });
  // Subscriptions are the primary's: a copy of it that only reads has none.
  const db = orm.em.fork().getKysely<object>({ type: 'write' });
  const asked = replicationStates(db, { signal, inflightQueryAbortStrategy: 'cancel query' }).catch(() => []);
  return Promise.race([asked, late]);
}
