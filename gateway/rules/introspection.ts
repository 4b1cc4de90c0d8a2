import { BREAK, visit, type DocumentNode } from 'graphql';
import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from './request-context.ts';

const CLOSED = new Set(['__schema', '__type']);
/** What graphql-js adds to its errors from the names that the schema has. */
const SUGGESTION = / Did you mean .*$/s;

/** What is told of a schema that may not be asked for. */
export const introspectionDisabled = () =>
  clientError(
    'INTROSPECTION_DISABLED',
    'The schema may not be asked for here: take it from the documentation that your institution was given. `__typename` may be asked for.',
    { http: { status: 403 } },
  );

/** Refuses documents that ask for the schema. */
export function useClosedIntrospection(): GatewayPlugin {
  const passed = new WeakSet<DocumentNode>();
  return {
    onParse() {
      return ({ result, replaceParseResult }) => {
        if (result instanceof Error || passed.has(result)) return;
        if (asksForSchema(result)) replaceParseResult(introspectionDisabled() as never);
        else passed.add(result);
      };
    },
  };
}

/** A message without the names that it suggests. */
export const withoutSuggestion = (message: string): string => message.replace(SUGGESTION, '');

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= CLOSED.has(name.value);
      return found ? BREAK : undefined;
    },
  });
  return found;
}
