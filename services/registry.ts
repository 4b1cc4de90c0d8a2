import { clinical } from './clinical/index.ts';
import { establishments } from './establishments/index.ts';
import { insights } from './insights/index.ts';
import { logistics } from './logistics/index.ts';
import type { Service } from './kit/subgraph/service.ts';

/** Every service of the hub: the only list of them. */
export const services: Service[] = [establishments, clinical, logistics, insights];
