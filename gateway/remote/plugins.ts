import {
  valueFromASTUntyped,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLScalarType,
  isScalarType,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { completeResult } from './completion.ts';
import { plannedDocument } from './planned-document.ts';

/** Completes the runtime's answers: see `completeResult`. Drop it when the runtime propagates nulls itself. */
export function useCompletion(): Plugin {
  // The runtime keeps its plans by document, so that each document must keep its counterpart.
  const counterparts = new WeakMap<DocumentNode, DocumentNode>();
  return {
    onExecute({ args }) {
      const asked = { ...args };
      let document = counterparts.get(args.document);
      if (!document) {
        document = plannedDocument(args.schema, args.document);
        counterparts.set(args.document, document);
      }
      args.document = document;
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(completeResult(asked, result as ExecutionResult));
        },
      };
    },
  };
}

/** Checks the values of custom scalars at the gateway, as the local engine does; the services receive them as the client wrote them. */
export function useScalars(scalars: GraphQLScalarType[]): Plugin {
  return {
    onSchemaChange({ schema }) {
      for (const { name, parseValue, parseLiteral } of scalars) {
        const type = schema.getType(name);
        if (!isScalarType(type)) continue;
        type.parseValue = (value) => {
          parseValue(value);
          return value;
        };
        type.parseLiteral = (node, variables) => {
          parseLiteral(node, variables);
          return valueFromASTUntyped(node, variables);
        };
      }
    },
  };
}
