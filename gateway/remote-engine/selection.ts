import {
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isAbstractType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { FieldGuards } from './field-guards.ts';
import { fragmentsOf } from './requested-fields.ts';

/** The fields that a client selects of objects of one type, in the order of the response. */
export type Selection = readonly SelectedField[];

interface SelectedField {
  /** Its name in the response. */
  key: string;
  name: string;
  /** `Type.field` */
  coordinate: string;
  nodes: readonly FieldNode[];
  shape: OutputShape;
  /** The error of a field that the caller may not see; undefined if it may. */
  refusal: GraphQLError | undefined;
}

/** The form of a field's value, or of a list's item. */
export interface OutputShape {
  isRequired: boolean;
  /** The form of the items, if the value is a list. */
  item: OutputShape | undefined;
  /** The values that clients know, if it is of an enum. */
  values: ReadonlySet<unknown> | undefined;
  /** The selection of an object by its `__typename`, or undefined if the schema lacks that type; undefined for leaves. */
  selectionOf: ((typeName: unknown) => { type: GraphQLObjectType; selection: Selection } | undefined) | undefined;
}

interface Selecting {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  denied: FieldGuards;
}

/** How many combinations of an operation's conditions are cached, each with its selection. */
const MAX_CACHED = 32;

/** Reads the selection of an operation once for each combination of the variables that its directives use. */
export function selectionReader(selecting: Selecting): (variables: Record<string, unknown>) => Selection {
  const conditions = [...conditionsIn(selecting.document)];
  const cached = new Map<string, Selection>();
  return (variables) => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let selection = cached.get(key);
    if (!selection) {
      if (cached.size === MAX_CACHED) cached.clear();
      cached.set(key, (selection = readSelection(selecting, variables)));
    }
    return selection;
  };
}

function conditionsIn(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ arguments: args = [] }) => {
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return names;
}

function readSelection(
  { schema, document, operation, denied }: Selecting,
  variables: Record<string, unknown>,
): Selection {
  const fragments = fragmentsOf(document);

  function selectionOf(type: GraphQLObjectType, fields: ReadonlyMap<string, readonly FieldNode[]>): Selection {
    return [...fields].map(([key, nodes]) => {
      const name = nodes[0]!.name.value;
      const coordinate = `${type.name}.${name}`;
      const field = type.getFields()[name];
      const refusal = denied.get(coordinate)?.refusal;
      return { key, name, coordinate, nodes, shape: shapeOf(field?.type, nodes), refusal };
    });
  }

  function shapeOf(type: GraphQLOutputType | undefined, nodes: readonly FieldNode[]): OutputShape {
    const isRequired = isNonNullType(type);
    const nullable = isRequired ? type.ofType : type;
    const shape: OutputShape = { isRequired, item: undefined, values: undefined, selectionOf: undefined };
    if (isListType(nullable)) return { ...shape, item: shapeOf(nullable.ofType as GraphQLOutputType, nodes) };
    if (isEnumType(nullable)) return { ...shape, values: new Set(nullable.getValues().map(({ name }) => name)) };
    if (!isObjectType(nullable) && !isAbstractType(nullable)) return shape;
    const known = new Map<string, { type: GraphQLObjectType; selection: Selection }>();
    return {
      ...shape,
      selectionOf(typeName) {
        const name = isObjectType(nullable) ? nullable.name : String(typeName);
        let found = known.get(name);
        if (found) return found;
        const object = schema.getType(name);
        if (!isObjectType(object)) return undefined;
        found = {
          type: object,
          selection: selectionOf(object, collectSubfields(schema, fragments, variables, object, nodes as FieldNode[])),
        };
        known.set(name, found);
        return found;
      },
    };
  }

  const root = schema.getRootType(operation.operation)!;
  return selectionOf(root, collectFields(schema, fragments, variables, root, operation.selectionSet));
}
