import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { UnsupportedSupergraph } from './unsupported-supergraph.ts';

/** The subgraphs that know a type, the keys by which they find its objects, and the owners of each field. */
export interface TypeJoins {
  graphs: string[];
  /** The keys (selections such as `code` or `id owner { id }`) by which a subgraph finds an object it did not make. */
  keys: Map<string, string[]>;
  /** The subgraphs that resolve each field. */
  owners: Map<string, string[]>;
}

/** A composed supergraph, read from its `@join__*` directives. */
export interface Supergraph {
  graphs: string[];
  types: Map<string, TypeJoins>;
}

/** The arguments of `@join__field` that change how a field is resolved, with the directive that each comes from. */
const UNSUPPORTED_FIELD_ARGUMENTS: Record<string, string> = {
  requires: '@requires',
  provides: '@provides',
  override: '@override',
  overrideLabel: '@override',
  usedOverridden: '@override',
  contextArguments: '@fromContext',
};

/** Reads a composed supergraph. @throws UnsupportedSupergraph naming the first directive that is not supported */
export function readSupergraph(document: DocumentNode): Supergraph {
  const graphs = readGraphs(document);
  const types = new Map<string, TypeJoins>();
  for (const definition of document.definitions) {
    if ('name' in definition && definition.kind.endsWith('TypeDefinition')) {
      const type = definition as TypeDefinitionNode;
      types.set(type.name.value, readType(type, graphs));
    }
  }
  return { graphs: [...graphs.values()], types };
}

/** The names of the subgraphs, by the enum values that the join directives use. */
function readGraphs(document: DocumentNode): Map<string, string> {
  const graphs = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const [join] = argumentsOf(value.directives, 'join__graph');
      graphs.set(value.name.value, String(join?.['name'] ?? value.name.value));
    }
  }
  return graphs;
}

function readType(definition: TypeDefinitionNode, graphs: Map<string, string>): TypeJoins {
  const name = definition.name.value;
  const joins: TypeJoins = { graphs: [], keys: new Map(), owners: new Map() };
  for (const join of argumentsOf(definition.directives, 'join__type')) {
    const graph = graphs.get(String(join['graph']))!;
    if (join['isInterfaceObject'] === true) throw unsupported('@interfaceObject', name, graph);
    if (!joins.graphs.includes(graph)) joins.graphs.push(graph);
    if (typeof join['key'] === 'string' && join['resolvable'] !== false) {
      joins.keys.set(graph, [...(joins.keys.get(graph) ?? []), join['key']]);
    }
  }
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    for (const field of definition.fields ?? []) {
      joins.owners.set(field.name.value, readOwners(field, name, joins.graphs, graphs));
    }
  }
  return joins;
}

function readOwners(field: FieldDefinitionNode, type: string, known: string[], graphs: Map<string, string>): string[] {
  const coordinate = `${type}.${field.name.value}`;
  const joins = argumentsOf(field.directives, 'join__field').filter((join) => join['graph'] !== undefined);
  // Composition omits the directive if every subgraph that knows the type resolves the field.
  if (joins.length === 0) return known;
  const owners: string[] = [];
  for (const join of joins) {
    const graph = graphs.get(String(join['graph']))!;
    for (const [argument, directive] of Object.entries(UNSUPPORTED_FIELD_ARGUMENTS)) {
      if (join[argument] !== undefined && join[argument] !== false) throw unsupported(directive, coordinate, graph);
    }
    if (join['external'] !== true) owners.push(graph);
  }
  return owners;
}

function unsupported(directive: string, coordinate: string, graph: string): UnsupportedSupergraph {
  return new UnsupportedSupergraph(
    `The local engine does not support ${directive}, which subgraph "${graph}" uses on "${coordinate}": ` +
      'remove the directive, or use the remote engine.',
  );
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): Record<string, unknown>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map(({ name: { value: key }, value }) => [
          key,
          'value' in value ? value.value : value,
        ]),
      ),
    );
}
