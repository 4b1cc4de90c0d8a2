import { Directive } from 'type-graphql';
import { isAllowed, type Rule } from '../../../platform/contract/access.ts';
import type { Caller } from '../../../platform/contract/caller.ts';

const rule: Rule = [['partner']];

/**
 * Marks a field that partner institutions alone may see; to others it is null, with a `FORBIDDEN` error at its path. It has
 * to be nullable, so that the rest of the answer stands. Of an interface's field it marks the fields of the types that implement it.
 */
export const ForPartners = (): ReturnType<typeof Directive> =>
  Directive(`@requiresScopes(scopes: ${JSON.stringify(rule)})`);

/** Whether a caller may see what is marked so, for the words that tell of it elsewhere. */
export const isPartner = (caller: Caller): boolean => isAllowed(caller, [rule]);
