import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { NormalField, NormalSelection } from './normal-form.ts';

/** What the fields of an operation are collected with. */
export interface Collecting {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether `@skip` and `@include` leave a selection in. */
  includes(node: SelectionNode): boolean;
  /** How many more fields an operation may have once its fragments are flattened. */
  left: number;
  /** The error of an operation with more. */
  tooMany(): GraphQLError;
}

/** Fields with one response name, before they are merged. */
type Merged = Pick<NormalField, 'responseName' | 'typeName' | 'definition'> & { nodes: FieldNode[] };

/** The types of object that a selection is narrowed to by fragments; undefined for any. */
type Narrowed = readonly GraphQLObjectType[] | undefined;

/** The fields that selection sets select together of an object of a type, flattened and merged. */
export function collectFields(
  collecting: Collecting,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): NormalSelection {
  const fields = mergedFields(collecting, type, selectionSets, new Set());
  return fields.map((field) => withSelection(collecting, field));
}

/**
 * @param split the names in the response of fields that are merged for each type of object by itself: those of which one
 * type selects something between two selections of all types, so that its fields have an order of their own
 */
function mergedFields(
  collecting: Collecting,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  split: ReadonlySet<string>,
): Merged[] {
  const found = new Map<string, Merged>();
  /** The names of fields with selections that a type of object has had so far. */
  const ofOneType = new Set<string>();
  const toSplit = new Set<string>();

  function visit({ selections }: SelectionSetNode, narrowed: Narrowed): void {
    for (const selection of selections) {
      if (!collecting.includes(selection)) continue;
      if (selection.kind === Kind.FIELD) addField(selection, narrowed);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visitFragment(selection, narrowed);
      else visitFragment(collecting.fragments.get(selection.name.value)!, narrowed);
    }
  }

  function visitFragment(
    { typeCondition, selectionSet }: { typeCondition?: NamedTypeNode | undefined; selectionSet: SelectionSetNode },
    narrowed: Narrowed,
  ): void {
    if (!typeCondition || typeCondition.name.value === type.name) return visit(selectionSet, narrowed);
    const condition = collecting.schema.getType(typeCondition.name.value) as GraphQLCompositeType;
    // The type has all fields of an interface that it implements, and of no other.
    const { schema } = collecting;
    const isWider = isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
    if (isWider) return visit(selectionSet, narrowed);
    const allowed = new Set(possibleTypes(schema, condition));
    const left = (narrowed ?? possibleTypes(schema, type)).filter((each) => allowed.has(each));
    if (left.length > 0) visit(selectionSet, left);
  }

  function addField(node: FieldNode, narrowed: Narrowed): void {
    const name = responseNameOf(node);
    const objects = narrowed ?? (split.has(name) ? possibleTypes(collecting.schema, type) : undefined);
    if (node.selectionSet) {
      if (narrowed) ofOneType.add(name);
      else if (ofOneType.has(name)) toSplit.add(name);
    }
    if (!objects) add(node, type, undefined);
    else for (const object of objects) add(node, object, object.name);
  }

  function add(node: FieldNode, parent: GraphQLCompositeType, typeName: string | undefined): void {
    const responseName = responseNameOf(node);
    const key = `${typeName ?? ''} ${responseName}`;
    const known = found.get(key);
    if (known) known.nodes.push(node);
    else found.set(key, { responseName, typeName, definition: definitionOf(parent, node.name.value), nodes: [node] });
  }

  for (const selectionSet of selectionSets) visit(selectionSet, undefined);
  if (toSplit.size > split.size) return mergedFields(collecting, type, selectionSets, toSplit);
  return [...found.values()];
}

const responseNameOf = (node: FieldNode): string => (node.alias ?? node.name).value;

function withSelection(collecting: Collecting, field: Merged): NormalField {
  if (--collecting.left < 0) throw collecting.tooMany();
  const type = getNamedType(field.definition.type);
  if (!isCompositeType(type)) return { ...field, selection: undefined };
  const selectionSets = field.nodes.map(({ selectionSet }) => selectionSet!);
  return { ...field, selection: collectFields(collecting, type, selectionSets) };
}

function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

const META_FIELDS = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]),
);

function definitionOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  return META_FIELDS.get(name) ?? (type as GraphQLObjectType).getFields()[name]!;
}
