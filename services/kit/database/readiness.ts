import type { Service } from '../subgraph/service.ts';
import { Probe } from './probe.ts';
import type { Replicas } from './replicas/replicas.ts';
import { serviceUrl } from './role.ts';

/** Whether a service's reads are answered. */
export interface Reach {
  /** Asks its database; a replica that is well does as well. */
  check(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Watches a service's database by a connection of its own, as the service's role: that all of the pool's connections are
 * busy does not make the service one that cannot answer.
 */
export function watchReach(service: Service, url: string, replicas?: Replicas): Reach {
  const probe = new Probe(serviceUrl(service.name, url));
  return {
    async check() {
      if (replicas?.all.some(({ isUp }) => isUp)) return true;
      return probe.ask('select').then(
        () => true,
        () => false,
      );
    },
    close: () => probe.close(),
  };
}
