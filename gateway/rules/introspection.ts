import { BREAK, visit, type DocumentNode } from 'graphql';
import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from './request-context.ts';

const CLOSED = new Set(['__schema', '__type']);
/** The suggestions of names in the schema that graphql-js adds to its messages. */
const SUGGESTION = / Did you mean .*$/s;

/** The error of a request for a schema that clients may not read. */
export const introspectionDisabled = () =>
  clientError(
    'INTROSPECTION_DISABLED',
    'Introspection is disabled here: use the documentation that your institution received. `__typename` is allowed.',
    { http: { status: 403 } },
  );

/** Refuses documents that query the schema. */
export function useClosedIntrospection(): GatewayPlugin {
  const accepted = new WeakSet<DocumentNode>();
  return {
    onParse() {
      return ({ result, replaceParseResult }) => {
        if (result instanceof Error || accepted.has(result)) return;
        if (queriesSchema(result)) replaceParseResult(introspectionDisabled() as never);
        else accepted.add(result);
      };
    },
  };
}

/** A message without suggestions. */
export const withoutSuggestion = (message: string): string => message.replace(SUGGESTION, '');

function queriesSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= CLOSED.has(name.value);
      return found ? BREAK : undefined;
    },
  });
  return found;
}
