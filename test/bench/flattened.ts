type Node = Record<string, any>;

const unknown = { code: 'UNK', label: 'unknown' };

/** An establishment as the hub has it, of one as PostGraphile has it: where the tables and the graph differ in shape. */
function establishment(node: Node): Node {
  const {
    categoryCode,
    legalStatusCode,
    addressLines,
    postalCode,
    city,
    communeCode,
    latitude,
    longitude,
    memberships,
    ...same
  } = node;
  const changed: Node = { ...same };
  if ('category' in node)
    changed['category'] =
      node['category'] ?? (categoryCode === null ? unknown : { code: categoryCode, label: categoryCode });
  if (legalStatusCode)
    changed['legalStatus'] = node['legalStatus'] ?? { code: legalStatusCode, label: legalStatusCode };
  if (addressLines !== undefined) {
    const isKnown = addressLines.length > 0 || Boolean(postalCode ?? city ?? communeCode);
    const lines = 'legalStatus' in node ? { lines: addressLines } : {};
    changed['address'] = isKnown ? { ...lines, postalCode, city } : null;
    changed['location'] = latitude === null ? null : { latitude, longitude };
  }
  if (memberships !== undefined) changed['memberships'] = { nodes: memberships };
  return changed;
}

/** What PostGraphile answers, in the shape of the hub's graph. */
export function flattened(data: unknown): unknown {
  const { establishment: one, establishments: many } = data as Node;
  if (one !== undefined) return { establishment: one === null ? null : establishment(one) };
  return { establishments: { ...many, nodes: many.nodes.map(establishment) } };
}
