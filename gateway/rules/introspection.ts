import {
  Kind,
  separateOperations,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
} from 'graphql';
import { clientError } from '../../platform/errors.ts';
import { isIntrospection } from '../operation/normal-operation.ts';
import type { GatewayPlugin } from './request-context.ts';

/** The suggestions of names in the schema that graphql-js adds to its messages. */
const SUGGESTION = / Did you mean .*$/s;

/** The error of a request for a schema that clients may not read. */
export const introspectionDisabled = () =>
  clientError(
    'INTROSPECTION_DISABLED',
    'Introspection is disabled here: use the documentation that your institution received. `__typename` is allowed.',
    { http: { status: 403 } },
  );

/** Refuses documents that query the schema where clients may not read it, and those that do so more than once. */
export function useIntrospection(isAllowed: boolean): GatewayPlugin {
  const accepted = new WeakSet<DocumentNode>();
  const introspecting = new WeakSet<DocumentNode>();
  return {
    onParse() {
      return ({ result, replaceParseResult }) => {
        if (result instanceof Error || accepted.has(result)) return;
        const document = result as DocumentNode;
        const queriesSchema = entriesIn(document.definitions).length > 0;
        const error = !queriesSchema ? undefined : isAllowed ? excessOf(document) : introspectionDisabled();
        if (error) return replaceParseResult(error as never);
        accepted.add(document);
        if (queriesSchema) introspecting.add(document);
      };
    },
    onExecute({ args: { document, contextValue }, setResultAndStopExecution }) {
      if (!contextValue.batch || !introspecting.has(document)) return;
      setResultAndStopExecution({ errors: [exceeded('A batch may not query the schema. Send it by itself.')] });
    },
  };
}

/** A message without suggestions. */
export const withoutSuggestion = (message: string): string => message.replace(SUGGESTION, '');

/** The fields `__schema` and `__type` of definitions. */
function entriesIn(definitions: readonly DefinitionNode[]): FieldNode[] {
  const found: FieldNode[] = [];
  for (const definition of definitions) {
    visit(definition, { Field: (node) => void (isIntrospection(node.name.value) && found.push(node)) });
  }
  return found;
}

/** What is too much about the introspection of a document, if anything. */
function excessOf(document: DocumentNode): GraphQLError | undefined {
  const { definitions } = document;
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const within = [
    ...entriesIn(definitions),
    ...fragments.filter(({ typeCondition: { name } }) => name.value.startsWith('__')),
  ];
  if (within.some(hasAlias)) return exceeded('Aliases within `__schema` or `__type` are not allowed. Remove them.');
  const repeated = Object.values(separateOperations(document)).some((operation) => {
    const names = entriesIn(operation.definitions).map(({ name }) => name.value);
    return new Set(names).size < names.length;
  });
  return repeated
    ? exceeded('An operation may have one `__schema` and one `__type`. Use several requests.')
    : undefined;
}

function hasAlias({ selectionSet }: FieldNode | FragmentDefinitionNode): boolean {
  let found = false;
  // Validation comes later: a field may still lack the selection that its type needs.
  if (selectionSet) visit(selectionSet, { Field: ({ alias }) => void (found ||= alias !== undefined) });
  return found;
}

const exceeded = (message: string): GraphQLError =>
  clientError('LIMIT_EXCEEDED', message, { limit: 'introspection', http: { status: 400 } });
