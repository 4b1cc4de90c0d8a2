import { finess } from './finess/index.ts';
import { finessPlus } from './finess-plus/index.ts';
import { partner } from './partner/index.ts';
import type { ImportSource } from './pipeline/source.ts';
import { population } from './population/index.ts';
import { sae } from './sae/index.ts';

/** The sources, in the order in which the help of `import` lists them. */
export const sources: readonly ImportSource[] = [finess, finessPlus, sae, population, partner];
