import type { Service } from '../service.ts';
import { Probe } from './probe.ts';
import type { Replica } from './replicas/replica.ts';
import { serviceUrl } from './role.ts';

/** Whether a service's reads can be answered. */
export interface Readiness {
  /** Whether its database responds, or one of the replicas is up. */
  check(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Checks a service's database on a separate connection, as the service's role: a service whose pool is busy is still
 * ready.
 */
export function watchReadiness(
  service: Pick<Service, 'name'>,
  url: string,
  replicas: readonly Replica[] = [],
): Readiness {
  const probe = new Probe(serviceUrl(service.name, url));
  return {
    async check() {
      if (replicas.some(({ isUp }) => isUp)) return true;
      return probe.query('select').then(
        () => true,
        () => false,
      );
    },
    close: () => probe.close(),
  };
}
