import { MetadataStorage, UnderscoreNamingStrategy, type EntityMetadata, type EntityProperty } from '@mikro-orm/core';
import { sql, type RawBuilder } from 'kysely';
import type { Columns } from './listing.ts';
import { periodOf } from './period.ts';

type EntityClass<Entity> = abstract new (...args: never[]) => Entity;

const naming = new UnderscoreNamingStrategy();

/**
 * The columns of an entity's table under an alias, in the order of its properties: those of its class, then those of its
 * base classes.
 * @param without the properties that lists do not read, such as folded names, which only conditions use
 */
export function columnsOf<Entity extends object, Without extends keyof Entity & string = never>(
  entity: EntityClass<Entity>,
  alias: string,
  without: readonly Without[] = [],
): Columns<Omit<Entity, Without>> {
  const properties = propertiesOf(entity);
  if (properties.size === 0) throw new TypeError(`${entity.name} is not an entity.`);
  const unknown = without.find((name) => !properties.has(name));
  if (unknown !== undefined) throw new TypeError(`${entity.name} has no column ${unknown}.`);
  const read = [...properties].filter(([name]) => !(without as readonly string[]).includes(name));
  const columns = read.map(([name, { type, column }]) => [name, expressionOf(`${alias}.${column}`, type)]);
  return Object.fromEntries(columns) as Columns<Omit<Entity, Without>>;
}

/** The name of a property's column. */
export const columnNameOf = (property: string): string => naming.propertyToColumnName(property);

/** The types and columns of an entity's properties, by name. */
function propertiesOf(entity: EntityClass<object>): Map<string, { type: string; column: string }> {
  const properties = new Map<string, { type: string; column: string }>();
  for (let type: object | null = entity; type !== null; type = Object.getPrototypeOf(type) as object | null) {
    // The decorators store it here before MikroORM discovers the entities.
    const metadata = Object.getOwnPropertyDescriptor(type, MetadataStorage.META_SYMBOL)?.value as
      | EntityMetadata
      | undefined;
    const declared: (EntityProperty & { fieldName?: string })[] = Object.values(metadata?.properties ?? {});
    for (const { name, type: kind, fieldName = columnNameOf(name) } of declared)
      properties.set(name, { type: String(kind), column: fieldName });
  }
  return properties;
}

/** The expression that reads a column as the graph returns it, rather than as an object of the driver. */
function expressionOf(column: string, type: string): RawBuilder<unknown> {
  const raw = sql.raw(column);
  if (type === 'daterange') return periodOf(raw);
  if (type === 'date') return sql`${raw}::text`;
  if (type === 'timestamptz') return sql`to_json(${raw}) #>> '{}'`;
  return raw;
}
