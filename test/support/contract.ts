import {
  Kind,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeNode,
} from 'graphql';

/** What the types of two documents are compared by. */
interface Shape {
  fields?: readonly FieldDefinitionNode[];
  inputs?: readonly InputValueDefinitionNode[];
  values?: readonly string[];
}

/**
 * What clients who rely on a sketch of a schema would miss in the schema that stands, a sentence each: names that are
 * gone, outputs that became looser, inputs that became stricter.
 * @param later the types of the sketch that do not stand yet: they are left out, with the fields and arguments of them
 */
export function missed(sketch: DocumentNode, standing: DocumentNode, later: (type: string) => boolean): string[] {
  const types = shapesOf(standing);
  return [...shapesOf(sketch)].flatMap(([name, wanted]) => {
    if (later(name)) return [];
    const given = types.get(name);
    return given ? missedOf(name, wanted, given, later) : [`${name}: is not there`];
  });
}

function shapesOf(document: DocumentNode): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        shapes.set(definition.name.value, { fields: definition.fields ?? [] });
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        shapes.set(definition.name.value, { inputs: definition.fields ?? [] });
        break;
      case Kind.ENUM_TYPE_DEFINITION:
        shapes.set(definition.name.value, { values: definition.values?.map((value) => value.name.value) ?? [] });
        break;
      case Kind.SCALAR_TYPE_DEFINITION:
        shapes.set(definition.name.value, {});
        break;
    }
  }
  return shapes;
}

function missedOf(name: string, wanted: Shape, given: Shape, later: (type: string) => boolean): string[] {
  return [
    ...(wanted.values ?? [])
      .filter((value) => !given.values?.includes(value))
      .map((value) => `${name}.${value}: is not there`),
    ...(wanted.fields ?? []).flatMap((field) => missedOfField(name, field, given.fields, later)),
    ...(wanted.inputs ? missedInputs(name, wanted.inputs, given.inputs ?? [], later) : []),
  ];
}

function missedOfField(
  name: string,
  wanted: FieldDefinitionNode,
  fields: readonly FieldDefinitionNode[] = [],
  later: (type: string) => boolean,
): string[] {
  if (later(named(wanted.type))) return [];
  const path = `${name}.${wanted.name.value}`;
  const given = fields.find((field) => field.name.value === wanted.name.value);
  if (!given) return [`${path}: is not there`];
  return [
    ...(isSubtype(given.type, wanted.type) ? [] : [`${path}: is ${print(given.type)} and not ${print(wanted.type)}`]),
    ...missedInputs(path, wanted.arguments ?? [], given.arguments ?? [], later),
  ];
}

function missedInputs(
  path: string,
  wanted: readonly InputValueDefinitionNode[],
  given: readonly InputValueDefinitionNode[],
  later: (type: string) => boolean,
): string[] {
  const asked = wanted.filter((input) => !later(named(input.type)));
  const names = new Set(asked.map((input) => input.name.value));
  const imposed = given.filter(
    (input) => !names.has(input.name.value) && input.type.kind === Kind.NON_NULL_TYPE && !input.defaultValue,
  );
  return [
    ...imposed.map((input) => `${path}(${input.name.value}:): is asked for`),
    ...asked.flatMap((input) => {
      const found = given.find((each) => each.name.value === input.name.value);
      if (!found) return [`${path}(${input.name.value}:): is not there`];
      if (isSubtype(input.type, found.type)) return [];
      return [`${path}(${input.name.value}:): is ${print(found.type)} and not ${print(input.type)}`];
    }),
  ];
}

/** Whether every value of one type is one of the other's. */
function isSubtype(type: TypeNode, of: TypeNode): boolean {
  if (of.kind === Kind.NON_NULL_TYPE) return type.kind === Kind.NON_NULL_TYPE && isSubtype(type.type, of.type);
  if (type.kind === Kind.NON_NULL_TYPE) return isSubtype(type.type, of);
  if (of.kind === Kind.LIST_TYPE) return type.kind === Kind.LIST_TYPE && isSubtype(type.type, of.type);
  return type.kind === Kind.NAMED_TYPE && type.name.value === of.name.value;
}

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

function print(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${print(type.type)}]` : `${print(type.type)}!`;
}
