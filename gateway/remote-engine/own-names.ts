import { Kind, visit, type DocumentNode } from 'graphql';

/** A document whose fields have response names of the gateway's own where the client gave them others. */
export interface OwnNames {
  document: DocumentNode;
  /** The client's names, by the gateway's. */
  clientNames: ReadonlyMap<string, string>;
}

/**
 * Gives aliased fields names of the gateway's own, so that no name of a client's is that of a key, which plans request
 * beside what the client selected.
 */
export function withOwnNames(document: DocumentNode): OwnNames {
  const ownNames = new Map<string, string>();
  const renamed: DocumentNode = visit(document, {
    Field(node) {
      if (!node.alias) return undefined;
      const alias = node.alias.value;
      let own = ownNames.get(alias);
      if (own === undefined) ownNames.set(alias, (own = `_a${ownNames.size}`));
      return { ...node, alias: { kind: Kind.NAME, value: own } };
    },
  });
  return { document: renamed, clientNames: new Map([...ownNames].map(([alias, own]) => [own, alias])) };
}
