import {
  valueFromASTUntyped,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLScalarType,
  isScalarType,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { isAllowed, type Requirements } from '../../services/shared/access.ts';
import { anonymous, type Caller } from '../../services/shared/caller.ts';
import type { RequestIdentity } from '../plugins/request-id.ts';
import { completeResult } from './completion.ts';
import { plannedDocument } from './planned-document.ts';
import { requirementsIn, visibleDocument } from './visible-document.ts';

/** How a document is planned for the callers who may see the same of it. */
interface Counterpart {
  document: DocumentNode;
  denied: Requirements;
}

/** What a document selects that not everyone may see, and its counterparts by what of that is denied. */
interface Counterparts {
  guarded: Requirements;
  byDenied: Map<string, Counterpart>;
}

/**
 * Has the runtime plan and fetch what the caller may see, and completes its answers: see `completeResult`.
 * @param requirements what the supergraph's fields ask of callers
 */
export function useCompletion(requirements: Requirements): Plugin {
  // The runtime keeps its plans by document, so that each document must keep its counterparts.
  const known = new WeakMap<DocumentNode, Counterparts>();

  function counterpartOf({ schema, document, contextValue }: ExecutionArgs): Counterpart {
    let counterparts = known.get(document);
    if (!counterparts) {
      counterparts = { guarded: requirementsIn(schema, document, requirements), byDenied: new Map() };
      known.set(document, counterparts);
    }
    const denied = deniedTo((contextValue as RequestIdentity).caller ?? anonymous, counterparts.guarded);
    const key = [...denied.keys()].join();
    let counterpart = counterparts.byDenied.get(key);
    if (!counterpart) {
      const visible = denied.size > 0 ? visibleDocument(schema, document, denied) : document;
      counterpart = { document: plannedDocument(schema, visible), denied };
      counterparts.byDenied.set(key, counterpart);
    }
    return counterpart;
  }

  return {
    onExecute({ args }) {
      const asked = { ...args };
      const { document, denied } = counterpartOf(args);
      args.document = document;
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(completeResult(asked, denied, result as ExecutionResult));
        },
      };
    },
  };
}

function deniedTo(caller: Caller, guarded: Requirements): Requirements {
  if (guarded.size === 0) return guarded;
  return new Map([...guarded].filter(([, requirement]) => !isAllowed(caller, requirement)));
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
