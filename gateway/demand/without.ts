import { visit, type ASTNode, type DocumentNode } from 'graphql';

const DIRECTIVES = new Set(['cost', 'listSize']);
const SPECIFICATION = 'https://specs.apollo.dev/cost/';

/** A supergraph without its demand directives: the gateway counts before it plans, and the runtime would show them to clients. */
export function withoutDemand(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    DirectiveDefinition: ({ name }) => (DIRECTIVES.has(name.value) ? null : undefined),
    Directive: (node) => (DIRECTIVES.has(node.name.value) || linksToCosts(node) ? null : undefined),
  });
}

function linksToCosts(node: Extract<ASTNode, { kind: 'Directive' }>): boolean {
  if (node.name.value !== 'link') return false;
  return (node.arguments ?? []).some(({ value }) => 'value' in value && String(value.value).startsWith(SPECIFICATION));
}
