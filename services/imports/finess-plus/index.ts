import type { ImportSource } from '../source.ts';
export const finessPlus = {} as ImportSource;
