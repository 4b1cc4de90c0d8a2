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
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { fragmentsOf } from './requested-fields.ts';
import type { Requirement, Requirements } from '../../platform/contract/access.ts';

/** What a client selects of objects of one type: a field each, in the order of the answer. */
export type Selection = readonly SelectedField[];

export interface SelectedField {
  /** Its name in the answer. */
  key: string;
  name: string;
  /** `Type.field` */
  coordinate: string;
  nodes: readonly FieldNode[];
  place: OutputShape;
  /** What the caller lacks to see it; undefined where nothing is missing. */
  denied: Requirement | undefined;
}

/** What may stand at a field, or in a list. */
export interface OutputShape {
  isRequired: boolean;
  /** What stands in the list that stands here. */
  item: OutputShape | undefined;
  /** The values of an enum that clients know. */
  values: ReadonlySet<unknown> | undefined;
  /** What is selected of an object that stands here, by its `__typename`; undefined where none of the schema's can. */
  selectionOf: ((typeName: unknown) => { type: GraphQLObjectType; selection: Selection } | undefined) | undefined;
}

interface Selecting {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  denied: Requirements;
}

/** How many combinations of an operation's conditions are kept, each with its selection. */
const MAX_KEPT = 32;

/** What an operation selects, for the values of the variables that its `@skip` and `@include` name: read once for each of these. */
export function selectionReader(selecting: Selecting): (variables: Record<string, unknown>) => Selection {
  const conditions = [...conditionsIn(selecting.document)];
  const kept = new Map<string, Selection>();
  return (variables) => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let selection = kept.get(key);
    if (!selection) {
      if (kept.size === MAX_KEPT) kept.clear();
      kept.set(key, (selection = readSelection(selecting, variables)));
    }
    return selection;
  };
}

function conditionsIn(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ arguments: given = [] }) => {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
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
      return { key, name, coordinate, nodes, place: placeOf(field?.type, nodes), denied: denied.get(coordinate) };
    });
  }

  function placeOf(type: GraphQLOutputType | undefined, nodes: readonly FieldNode[]): OutputShape {
    const isRequired = isNonNullType(type);
    const nullable = isRequired ? type.ofType : type;
    const place: OutputShape = { isRequired, item: undefined, values: undefined, selectionOf: undefined };
    if (isListType(nullable)) return { ...place, item: placeOf(nullable.ofType as GraphQLOutputType, nodes) };
    if (isEnumType(nullable)) return { ...place, values: new Set(nullable.getValues().map(({ name }) => name)) };
    if (!isObjectType(nullable) && !isAbstractType(nullable)) return place;
    const known = new Map<string, { type: GraphQLObjectType; selection: Selection }>();
    return {
      ...place,
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
