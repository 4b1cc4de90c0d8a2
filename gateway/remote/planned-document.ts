import {
  executeSync,
  getNamedType,
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import type { Selected } from './completion.ts';
import { mergeSelections } from './merged-selections.ts';

/** What is asked where nothing else is. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * The document that the runtime plans: with `__typename` wherever the type of an object depends on the answer, without
 * introspection, which the runtime answers alone or not at all, and with each field once (see `mergeSelections`).
 */
export function plannedDocument(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    mergeSelections(schema, document),
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter: (node) => (INTROSPECTION.has(node.name.value) ? TYPENAME : undefined),
        leave(node) {
          const { selectionSet } = node;
          if (!selectionSet || !isAbstractType(getNamedType(typeInfo.getType()))) return undefined;
          const selections = [...selectionSet.selections, TYPENAME];
          return { ...node, selectionSet: { ...selectionSet, selections } };
        },
      },
    }),
  );
}

/** The answers to the introspection fields at the root of a query. */
export function introspect(args: ExecutionArgs, rootFields: Selected): Record<string, unknown> {
  const selections = [...rootFields.values()].flat().filter(({ name }) => INTROSPECTION.has(name.value));
  if (selections.length === 0) return {};
  const definitions = args.document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, selectionSet: { ...definition.selectionSet, selections } }
      : definition,
  );
  return executeSync({ ...args, document: { kind: Kind.DOCUMENT, definitions } }).data ?? {};
}
