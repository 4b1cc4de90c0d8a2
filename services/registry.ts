import { clinical } from './clinical/index.ts';
import { establishments } from './establishments/index.ts';
import { insights } from './insights/index.ts';
import { logistics } from './logistics/index.ts';
import type { Service } from './kit/service.ts';

/** Every service of the hub. No other list names them. */
export const services: Service[] = [establishments, clinical, logistics, insights];
