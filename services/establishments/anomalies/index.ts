import type { Module } from '../../kit/service.ts';
import { Anomaly } from './anomaly.entity.ts';
import { anomalies, anomalyKey } from './anomaly.listing.ts';
import { AnomalyResolver } from './anomaly.resolver.ts';

/** What is held to be wrong. */
export const anomaliesModule: Module = {
  name: 'anomalies',
  entities: [Anomaly],
  resolvers: [AnomalyResolver],
  entityTypes: [
    { type: Anomaly, key: 'id', isNode: true, find: (context, key) => context.find(anomalies, anomalyKey(key)) },
  ],
};
