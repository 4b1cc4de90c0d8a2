import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { LRUCache } from 'lru-cache';
import { ArgumentSlots } from './argument-slots.ts';
import { collectFields } from './collect-fields.ts';
import { includes } from './conditions.ts';
import { fragmentsOf } from './fragments.ts';
import { documentOf, textOf } from './normal-document.ts';
import { fieldsOf, type NormalSelection } from './normal-form.ts';

/** A document that operations share which differ in literals, fragments or conditions alone. */
export interface SharedDocument {
  text: string;
  /** The whole operation. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** The operation without the introspection at its root; undefined if nothing is left. */
  executed: DocumentNode | undefined;
  /** The number of each field in the order of the document, by its line and column. */
  numbers: ReadonlyMap<string, number>;
}

/** An operation in its normal form, for one combination of its conditions. */
export interface NormalOperation extends SharedDocument {
  selection: NormalSelection;
  slots: ArgumentSlots;
  /** The client's nodes of each field, by its number. */
  nodes: readonly (readonly FieldNode[])[];
  /** The introspection at its root, as the client wrote it; undefined if there is none. */
  introspection: DocumentNode | undefined;
}

/** How many fields an operation may have once its fragments are flattened, and the error of one with more. */
export interface FieldLimit {
  max: number;
  error(): GraphQLError;
}

interface Normalizing {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Normal documents, by their text. */
  shared: LRUCache<string, SharedDocument>;
  fieldLimit: FieldLimit;
}

/**
 * Brings an operation to its normal form: conditions are decided, fragments flattened by type, equal fields merged, and
 * every argument is given by a variable. The document must be valid.
 */
export function normalize(
  { schema, document, operation, shared, fieldLimit }: Normalizing,
  conditions: Readonly<Record<string, unknown>>,
): NormalOperation {
  const collecting = {
    schema,
    fragments: fragmentsOf(document),
    includes: (node: SelectionNode) => includes(node, conditions),
    left: fieldLimit.max,
    tooMany: fieldLimit.error,
  };
  const selection = collectFields(collecting, schema.getRootType(operation.operation)!, [operation.selectionSet]);
  const slots = new ArgumentSlots(operation.variableDefinitions);
  const text = textOf(operation, selection, slots);
  let found = shared.get(text);
  if (!found) shared.set(text, (found = sharedDocument(text)));
  const nodes = [...fieldsOf(selection)].map((field) => field.nodes);
  const introspection = introspectionIn(document, operation, selection);
  return { ...found, selection, slots, nodes, introspection };
}

function introspectionIn(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  selection: NormalSelection,
): DocumentNode | undefined {
  const selections = selection
    .filter(({ definition }) => isIntrospection(definition.name))
    .flatMap((field) => field.nodes);
  if (selections.length === 0) return undefined;
  const introspection = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [introspection, ...fragments] };
}

export const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

function sharedDocument(text: string): SharedDocument {
  const document = documentOf(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const numbers = new Map<string, number>();
  visit(document, {
    Field: ({ loc }) => void numbers.set(`${loc!.startToken.line}:${loc!.startToken.column}`, numbers.size),
  });
  return { text, document, operation, executed: withoutIntrospection(operation), numbers };
}

function withoutIntrospection(operation: OperationDefinitionNode): DocumentNode | undefined {
  const selections = operation.selectionSet.selections.filter(
    (node) => node.kind !== Kind.FIELD || !isIntrospection(node.name.value),
  );
  if (selections.length === 0) return undefined;
  const executed = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return { kind: Kind.DOCUMENT, definitions: [executed] };
}
