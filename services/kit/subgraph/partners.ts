import { Directive } from 'type-graphql';
import { isAllowed, type Rule } from '../../../platform/contract/access.ts';
import type { Caller } from '../../../platform/contract/caller.ts';

const rule: Rule = [['partner']];

/**
 * Marks a field that only partner institutions may see; for others it is null, with a `FORBIDDEN` error at its path. The
 * field must be nullable, so that the rest of the response is kept. On an interface it marks the fields of the
 * implementing types.
 */
export const ForPartners = (): ReturnType<typeof Directive> =>
  Directive(`@requiresScopes(scopes: ${JSON.stringify(rule)})`);

/** Whether a caller may see the marked fields, for texts elsewhere that mention their values. */
export const isPartner = (caller: Caller): boolean => isAllowed(caller, [rule]);
