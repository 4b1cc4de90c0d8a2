import { getNamedType, isEnumType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Column, Dataset } from './dataset.ts';
import { oneOf, type CellType } from './cell-types.ts';

/** A column with the description of its field in the graph. */
export interface DescribedColumn extends Column {
  type: CellType;
  meaning: string;
  /** The name of its enumeration in the graph; undefined if it is not one. */
  enumName?: string;
  /** The values of its enumeration with their meanings; empty if it is not an enumeration. */
  enumValues: { name: string; meaning: string }[];
}

export interface DescribedDataset extends Dataset {
  meaning: string;
  columns: DescribedColumn[];
}

/** A dataset with the descriptions and enumerations of its service's graph, which are not repeated in datasets. */
export function describe(dataset: Dataset, schema: GraphQLSchema): DescribedDataset {
  const type = objectType(schema, dataset.type);
  const columns = dataset.columns.map((column) => describeColumn(column, type, objectType(schema, 'Period')));
  return { ...dataset, meaning: dataset.meaning ?? type.description!, columns };
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The graph has no type ${name}.`);
  return type;
}

function describeColumn(column: Column, type: GraphQLObjectType, period: GraphQLObjectType): DescribedColumn {
  const field = (column.isBound ? period : type).getFields()[column.name];
  const named = field && getNamedType(field.type);
  const enumValues = isEnumType(named)
    ? named.getValues().map(({ name, description }) => ({ name, meaning: description! }))
    : [];
  // The first bound also documents the period as a whole.
  const whole = column.name === 'start' ? [type.getFields().period?.description] : [];
  const meaning = [...whole, column.meaning ?? field?.description].join(' ');
  const cellType = column.type === 'enumeration' ? oneOf(enumValues.map((value) => value.name)) : column.type;
  if (meaning === '' || (column.type === 'enumeration' && enumValues.length === 0))
    throw new Error(`The graph has no description of ${type.name}.${column.name}.`);
  const enumName = isEnumType(named) ? { enumName: named.name } : {};
  return { ...column, type: cellType, meaning, enumValues, ...enumName };
}
