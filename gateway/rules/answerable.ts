import { BREAK, GraphQLError, Kind, OperationTypeNode, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { GatewayPlugin } from './request-context.ts';

/** Refuses what validation lets pass and no engine can answer. */
export function useAnswerable(): GatewayPlugin {
  const passed = new WeakSet<DocumentNode>();
  let kinds: OperationTypeNode[] = [];
  return {
    onSchemaChange({ schema }) {
      kinds = Object.values(OperationTypeNode).filter((kind) => (schema as GraphQLSchema).getRootType(kind));
    },
    onParse() {
      return ({ result, replaceParseResult }) => {
        if (result instanceof Error || passed.has(result)) return;
        const error = faultOf(result as DocumentNode, kinds);
        if (error) replaceParseResult(error as never);
        else passed.add(result);
      };
    },
  };
}

function faultOf(document: DocumentNode, kinds: OperationTypeNode[]): GraphQLError | undefined {
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && !kinds.includes(node.operation))
      return refusal(`There is no ${node.operation} to ask: the graph answers ${kinds.join(' and ')} operations.`);
  }
  let found: GraphQLError | undefined;
  visit(document, {
    Field({ alias }) {
      if (alias?.value !== '__proto__') return undefined;
      // JavaScript keeps no such key in an object, at the gateway or at its clients.
      found = refusal('The alias "__proto__" cannot be answered: take another.');
      return BREAK;
    },
  });
  return found;
}

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { spec: true, status: 400 } } });
