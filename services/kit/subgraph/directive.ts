import { Kind, parse, type ConstDirectiveNode } from 'graphql';

/** A directive as it is written in a schema, such as `@cost(weight: 1)`. */
export function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`type T { f: Int ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new TypeError(`${text} is not a directive.`);
  return definition.fields![0]!.directives![0]!;
}
