import { BREAK, GraphQLError, Kind, OperationTypeNode, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { GatewayPlugin } from './request-context.ts';

/** Refuses documents that are valid and that no engine can answer. */
export function useAnswerable(): GatewayPlugin {
  const accepted = new WeakSet<DocumentNode>();
  let kinds: OperationTypeNode[] = [];
  return {
    onSchemaChange({ schema }) {
      kinds = Object.values(OperationTypeNode).filter((kind) => (schema as GraphQLSchema).getRootType(kind));
    },
    onParse() {
      return ({ result, replaceParseResult }) => {
        if (result instanceof Error || accepted.has(result)) return;
        const error = problemOf(result as DocumentNode, kinds);
        if (error) replaceParseResult(error as never);
        else accepted.add(result);
      };
    },
  };
}

function problemOf(document: DocumentNode, kinds: OperationTypeNode[]): GraphQLError | undefined {
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && !kinds.includes(node.operation))
      return refusal(`The graph does not support ${node.operation} operations: use ${kinds.join(' or ')} operations.`);
  }
  let found: GraphQLError | undefined;
  visit(document, {
    Field({ alias }) {
      if (alias?.value !== '__proto__') return undefined;
      // Objects in JavaScript cannot have such a key, in the gateway or in its clients.
      found = refusal('The alias "__proto__" is not supported: use another one.');
      return BREAK;
    },
  });
  return found;
}

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { spec: true, status: 400 } } });
