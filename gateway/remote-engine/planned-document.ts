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
  type OperationDefinitionNode,
} from 'graphql';
import type { Selection } from './selection.ts';
import type { ResponseTree } from './response-tree.ts';

/** The field that is selected if nothing else is. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * The document that is planned: with `__typename` wherever the type of an object depends on the data, and without
 * introspection, which the gateway answers itself.
 */
export function plannedDocument(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
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

/** Whether an operation selects nothing but `__typename` of its root, which needs no service. */
export const isTypenameOnly = (operation: OperationDefinitionNode): boolean =>
  operation.selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value === '__typename');

/** Answers the introspection fields at the root of a query. */
export function introspect(args: ExecutionArgs, selection: Selection, data: ResponseTree): void {
  const fields = selection.filter(({ name }) => INTROSPECTION.has(name));
  if (fields.length === 0) return;
  const selections = fields.flatMap(({ nodes }) => nodes);
  const definitions = args.document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, selectionSet: { ...definition.selectionSet, selections } }
      : definition,
  );
  Object.assign(data, executeSync({ ...args, document: { kind: Kind.DOCUMENT, definitions } }).data);
}
