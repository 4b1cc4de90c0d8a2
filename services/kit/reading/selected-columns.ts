import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** The part of a listing that states which columns its fields need. */
interface Readable {
  columns: object;
  reads?: { always: readonly string[]; byField: Readonly<Record<string, readonly string[]>> };
}

const selections = new WeakMap<FieldNode, { listing: Readable; columns: readonly string[] }>();

/** The columns that a document selects of the objects of a connection; all if the listing does not state what its fields read. */
export function selectedColumns(listing: Readable, info: GraphQLResolveInfo | undefined): readonly string[] {
  const [node, ...more] = info?.fieldNodes ?? [];
  // Merging the selections of several nodes would be rarely worth it: whole rows are read.
  if (!listing.reads || !node || more.length > 0) return Object.keys(listing.columns);
  const known = selections.get(node);
  if (known?.listing === listing) return known.columns;
  const columns = columnsOf(listing, node, info!);
  selections.set(node, { listing, columns });
  return columns;
}

function columnsOf({ columns, reads }: Readable, node: FieldNode, info: GraphQLResolveInfo): readonly string[] {
  const wanted = new Set(reads!.always);
  const parts = fieldsIn(node.selectionSet, info);
  const edges = parts.filter(({ name }) => name.value === 'edges').flatMap((one) => fieldsIn(one.selectionSet, info));
  const objects = [
    ...parts.filter(({ name }) => name.value === 'nodes'),
    ...edges.filter(({ name }) => name.value === 'node'),
  ];
  for (const { name } of objects.flatMap((one) => fieldsIn(one.selectionSet, info))) {
    // A field that is neither listed nor a column belongs to another service, which finds the object by its key.
    for (const column of reads!.byField[name.value] ?? [name.value]) wanted.add(column);
  }
  return Object.keys(columns).filter((column) => wanted.has(column));
}

/** The fields of a selection and of its fragments, of any type and condition. */
function fieldsIn(selectionSet: SelectionSetNode | undefined, info: GraphQLResolveInfo): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selection.selectionSet, info);
    return fieldsIn(info.fragments[selection.name.value]?.selectionSet, info);
  });
}
