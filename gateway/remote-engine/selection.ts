import {
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { FieldGuards } from './field-guards.ts';

/** The fields that a client selects of objects of one type, in the order of the response. */
export type Selection = readonly SelectedField[];

export interface SelectedField {
  /** Its name in the client's response. */
  key: string;
  /** Its name in what the services return. */
  ownName: string;
  name: string;
  /** `Type.field` */
  coordinate: string;
  nodes: readonly FieldNode[];
  /** The variables that give its arguments, in the order of the arguments. */
  variables: readonly string[];
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
  /**
   * The selection of an object by its `__typename`, which is undefined where nothing depends on it; undefined if the
   * schema lacks that type; undefined for leaves.
   */
  selectionOf: ((typeName: unknown) => SelectionOfType | undefined) | undefined;
  /** The types that an object may have. */
  typeNames: readonly string[];
}

interface SelectionOfType {
  typeName: string;
  selection: Selection;
}

interface Selecting {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  /** The names in the client's response, by those of the operation. */
  clientNames: ReadonlyMap<string, string>;
  denied: FieldGuards;
}

/** Reads the selection of a normal operation. */
export function readSelection({ schema, operation, clientNames, denied }: Selecting): Selection {
  function selectionOf(type: GraphQLCompositeType, parents: readonly Pick<FieldNode, 'selectionSet'>[]): Selection {
    return [...fieldsFor(type.name, parents)].map(([ownName, nodes]) => {
      const node = nodes[0]!;
      const name = node.name.value;
      const coordinate = `${type.name}.${name}`;
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
      return {
        key: clientNames.get(ownName) ?? ownName,
        ownName,
        name,
        coordinate,
        nodes,
        variables: variablesOf(node),
        shape: shapeOf(field?.type, nodes),
        refusal: denied.get(coordinate)?.refusal,
      };
    });
  }

  function shapeOf(type: GraphQLOutputType | undefined, nodes: readonly FieldNode[]): OutputShape {
    const isRequired = isNonNullType(type);
    const nullable = isRequired ? type.ofType : type;
    const shape: OutputShape = {
      isRequired,
      item: undefined,
      values: undefined,
      selectionOf: undefined,
      typeNames: [],
    };
    if (isListType(nullable)) return { ...shape, item: shapeOf(nullable.ofType as GraphQLOutputType, nodes) };
    if (isEnumType(nullable)) return { ...shape, values: new Set(nullable.getValues().map(({ name }) => name)) };
    if (!isObjectType(nullable) && !isAbstractType(nullable)) return shape;
    const known = new Map<string, SelectionOfType>();
    return {
      ...shape,
      typeNames: isAbstractType(nullable) ? schema.getPossibleTypes(nullable).map(({ name }) => name) : [nullable.name],
      selectionOf(givenName) {
        const typeName = isObjectType(nullable) ? nullable.name : String(givenName ?? nullable.name);
        let found = known.get(typeName);
        if (found) return found;
        const object = typeName === nullable.name ? nullable : schema.getType(typeName);
        if (object !== nullable && !isObjectType(object)) return undefined;
        found = { typeName, selection: selectionOf(object, nodes) };
        known.set(typeName, found);
        return found;
      },
    };
  }

  return selectionOf(schema.getRootType(operation.operation)!, [operation]);
}

/** The fields that nodes select together of objects of a type, by response name. */
function fieldsFor(
  typeName: string,
  parents: readonly Pick<FieldNode, 'selectionSet'>[],
): Map<string, [FieldNode, ...FieldNode[]]> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visit = ({ selectionSet }: Pick<FieldNode, 'selectionSet'>): void => {
    for (const node of selectionSet!.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT && node.typeCondition!.name.value === typeName) visit(node);
      if (node.kind !== Kind.FIELD) continue;
      const key = (node.alias ?? node.name).value;
      const known = fields.get(key);
      if (known) known.push(node);
      else fields.set(key, [node]);
    }
  };
  parents.forEach(visit);
  return fields;
}

const variablesOf = ({ arguments: args = [] }: FieldNode): string[] =>
  args.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
