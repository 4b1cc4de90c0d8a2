import {
  extendSchema,
  isInputObjectType,
  isObjectType,
  Kind,
  parse,
  type DefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Dataset } from '../datasets/dataset.ts';
import { describe, type DescribedColumn, type DescribedDataset } from '../datasets/describe.ts';
import type { Cells, Row } from '../datasets/read.ts';
import type { RequestReader } from '../reading/request-reader.ts';
import type { AnyTables } from '../reading/tables.ts';
import { required, withCursor } from './dataset-door.ts';
import { writeTypes } from './write-types.ts';

const MUTATION =
  'What institutions write of their own. Each field is all or nothing, and they run one after the other. Rows belong to who wrote them.';

type Context = RequestReader<AnyTables>;
type Input = Record<string, unknown>;

/** The names of a dataset's mutations, and what its inputs are called. */
export function namesOf({ name, row }: Pick<Dataset, 'name' | 'row'>): {
  put: string;
  delete: string;
  input: string;
  key: string;
} {
  const plural = name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { put: `put${plural}`, delete: `delete${plural}`, input: `${row}Input`, key: `${row}Key` };
}

/** A schema with the mutations of the service's datasets. */
export function withWrites(schema: GraphQLSchema, datasets: readonly Dataset[]): GraphQLSchema {
  if (datasets.length === 0) return schema;
  const described = datasets.map((dataset) => describe(dataset, schema));
  const mutation = `type Mutation { ${described.map(mutationsOf).join('\n')} }`;
  const isFirst = !schema.getMutationType();
  const root = isFirst ? `extend schema { mutation: Mutation } "${MUTATION}" ${mutation}` : `extend ${mutation}`;
  const document = parse(`${writeTypes} ${root} ${described.map(inputsOf).join('\n')}`);
  // A service may answer with some of the types elsewhere.
  const definitions = document.definitions.filter(
    (each) => !isObjectType(schema.getType(nameOf(each))) || isExtension(each),
  );
  const extended = extendSchema(schema, { ...document, definitions }, { assumeValidSDL: true });
  const fields = extended.getMutationType()!.getFields();
  // Descriptions are printed from definitions where there are some, and lists are yet to state their maxima.
  for (const type of Object.values(extended.getTypeMap()).filter(isInputObjectType))
    for (const field of Object.values(type.getFields())) delete (field as { astNode?: unknown }).astNode;
  for (const field of Object.values(fields))
    for (const arg of field.args) delete (arg as { astNode?: unknown }).astNode;
  for (const dataset of described) {
    const names = namesOf(dataset);
    fields[names.put]!.resolve = resolverOf(dataset, 'rows');
    fields[names.delete]!.resolve = resolverOf(dataset, 'keys');
  }
  return extended;
}

const isExtension = ({ kind }: DefinitionNode): boolean => kind === Kind.OBJECT_TYPE_EXTENSION;

const nameOf = (node: DefinitionNode): string => ('name' in node && node.name ? node.name.value : '');

const resolverOf =
  (dataset: DescribedDataset, argument: 'rows' | 'keys'): GraphQLFieldResolver<unknown, Context, Input> =>
  (_source, { dryRun, ...args }, { writer, caller, options }) => {
    const writes = required(writer);
    const rows = (args[argument] as Input[]).map((given, index) => rowOf(given, index + 1));
    const request = { caller, dryRun: dryRun === true, ...options };
    const write = argument === 'rows' ? writes.put(dataset, rows, request) : writes.delete(dataset, rows, request);
    return write.then(withCursor);
  };

/** An input as a row: a field that is left out has no cell, and null is an empty one. */
function rowOf({ version, ...given }: Input, number: number): Row {
  const cells: Cells = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, cellOf(value)]));
  return { number, place: `row ${number}`, cells, ...(typeof version === 'string' && { version }) };
}

const cellOf = (value: unknown): string | string[] => {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(String) : String(value);
};

function mutationsOf(dataset: DescribedDataset): string {
  const { put, delete: remove, input, key } = namesOf(dataset);
  return `
    "Adds or changes rows of \`${dataset.name}\`, all or nothing, in the name of the token's institution. ${quoted(dataset.meaning)}"
    ${put}("The rows: a field that is left out stays as it is, null empties it." rows: [${input}!]!, ${dryRun}): PutResult
    "Deletes rows of one's own of \`${dataset.name}\`, all or nothing, by their keys."
    ${remove}("The keys of the rows." keys: [${key}!]!, ${dryRun}): PutResult`;
}

const dryRun = '"Whether it tells what would change, and changes nothing; false unless given." dryRun: Boolean';

function inputsOf(dataset: DescribedDataset): string {
  const { input, key } = namesOf(dataset);
  const { columns, name } = dataset;
  const ofKey = columns.filter((column) => dataset.key.includes(column.name));
  const version = `"The version that the writer saw: the row is refused (\`CONFLICT\`) where it is another by now; left out for a new row, or to write whatever it is." version: String`;
  return `
    "A row of \`${name}\`." input ${input} { ${columns.map((column) => fieldOf(column, dataset)).join('\n')} ${version} }
    "The key of a row of \`${name}\`." input ${key} { ${ofKey.map((column) => fieldOf(column, dataset)).join('\n')} }`;
}

function fieldOf(column: DescribedColumn, { key }: Dataset): string {
  const { name, meaning, isList, isRequired, isBound } = column;
  const type = isList ? `[${typeOf(column)}!]` : typeOf(column);
  return `"${quoted(meaning)}${isRequired && !key.includes(name) ? ' A new row needs it.' : ''}" ${name}: ${type}${key.includes(name) && !isBound ? '!' : ''}`;
}

function typeOf({ enumName, type: { sqlType } }: DescribedColumn): string {
  if (enumName) return enumName;
  return { int: 'Int', float8: 'Float', boolean: 'Boolean', date: 'Date' }[sqlType as string] ?? 'String';
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
