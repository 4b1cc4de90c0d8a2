import type { Env } from '../services/shared/env.ts';
import type { Limits } from './plugins/limits.ts';

/** The limits of a request that the settings give. */
export const limitsOf = (env: Env): Partial<Limits> => ({
  depth: env.MAX_DEPTH,
  aliases: env.MAX_ALIASES,
  tokens: env.MAX_TOKENS,
  bodyBytes: env.MAX_BODY_BYTES,
});
