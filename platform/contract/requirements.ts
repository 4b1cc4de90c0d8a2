import {
  Kind,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type NamedTypeNode,
  type TypeNode,
} from 'graphql';
import type { Requirement, Requirements, Rule } from './access.ts';
import { OperatorError } from '../errors.ts';

/** The declarations of one type in a document, extensions included. */
interface Declared {
  isObject: boolean;
  isInterface: boolean;
  rules: Rule[];
  fields: FieldDefinitionNode[];
  interfaces: NamedTypeNode[];
}

/**
 * What a subgraph's or supergraph's `@authenticated` and `@requiresScopes` require of callers: a field has the
 * requirements of its type, its own, and those of the type that it returns. The requirements of interfaces follow from
 * the types that implement them.
 * @throws OperatorError naming what would not be enforced: `@policy`, a renamed directive, a guarded interface without
 * a guarded type
 */
export function readRequirements(document: DocumentNode): Requirements {
  refuseRenamed(document);
  const types = declaredTypes(document);
  const requirements = new Map<string, Requirement>();
  for (const [name, type] of types) {
    if (!type.isObject) continue;
    for (const field of type.fields) {
      const returned = types.get(namedType(field.type));
      const rules = [
        ...type.rules,
        ...rulesOf(field.directives, `${name}.${field.name.value}`),
        ...(returned && !returned.isInterface ? returned.rules : []),
      ];
      if (rules.length > 0) requirements.set(`${name}.${field.name.value}`, distinct(rules));
    }
  }
  for (const [name, type] of types) if (type.isInterface) refuseUnfounded(name, type, types, requirements);
  return requirements;
}

function declaredTypes(document: DocumentNode): Map<string, Declared> {
  const types = new Map<string, Declared>();
  for (const definition of document.definitions) {
    if (!/Type(Definition|Extension)$/.test(definition.kind) || !('name' in definition)) continue;
    const name = definition.name!.value;
    const type = types.get(name) ?? { isObject: false, isInterface: false, rules: [], fields: [], interfaces: [] };
    types.set(name, type);
    type.isObject ||= definition.kind.startsWith('Object');
    type.isInterface ||= definition.kind.startsWith('Interface');
    type.rules.push(...rulesOf(definition.directives as readonly ConstDirectiveNode[] | undefined, name));
    if ('interfaces' in definition) type.interfaces.push(...(definition.interfaces ?? []));
    if ((type.isObject || type.isInterface) && 'fields' in definition)
      type.fields.push(...((definition.fields ?? []) as readonly FieldDefinitionNode[]));
  }
  return types;
}

function rulesOf(directives: readonly ConstDirectiveNode[] | undefined, coordinate: string): Rule[] {
  return (directives ?? []).flatMap(({ name, arguments: args }): Rule[] => {
    if (name.value === 'authenticated') return [[[]]];
    if (name.value === 'requiresScopes') return [valueFromASTUntyped(args![0]!.value) as Rule];
    if (name.value !== 'policy') return [];
    throw new OperatorError(`The hub does not enforce the @policy of "${coordinate}": use @requiresScopes instead.`);
  });
}

/** Composition allows a directive to be renamed, so that it would not be found here. */
function refuseRenamed(document: DocumentNode): void {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: args = [] } of definition.directives ?? []) {
      if (name.value !== 'link') continue;
      const link = Object.fromEntries(args.map((each) => [each.name.value, valueFromASTUntyped(each.value)]));
      const spec = /\/(authenticated|requiresScopes|policy)\/v[\d.]+$/.exec(String(link['url']))?.[1];
      if (spec === undefined || (link['as'] ?? spec) === spec) continue;
      throw new OperatorError(
        `The schema imports @${spec} as "@${link['as']}": the hub enforces it under its own name only.`,
      );
    }
  }
}

/** Refuses a requirement of an interface that none of its types has: a fragment on a type would bypass it. */
function refuseUnfounded(name: string, type: Declared, types: Map<string, Declared>, requirements: Requirements): void {
  const implementing = [...types].filter(([, { interfaces }]) => interfaces.some((each) => each.name.value === name));
  for (const field of type.fields) {
    const coordinate = `${name}.${field.name.value}`;
    if (type.rules.length + rulesOf(field.directives, coordinate).length === 0) continue;
    if (implementing.some(([each]) => requirements.has(`${each}.${field.name.value}`))) continue;
    throw new OperatorError(
      `"${coordinate}" is guarded on the interface only: guard it on the types that implement it.`,
    );
  }
}

const distinct = (rules: Rule[]): Rule[] => [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));
