import { MetadataStorage, UnderscoreNamingStrategy, type EntityMetadata } from '@mikro-orm/core';
import { sql, type RawBuilder } from 'kysely';
import type { Columns } from './listing.ts';
import { periodOf } from './period.ts';

type EntityClass<Entity> = abstract new (...args: never[]) => Entity;

const naming = new UnderscoreNamingStrategy();

/**
 * The columns of an entity's table under an alias, in the order of its properties: those of its class, then those of the
 * classes that it extends.
 * @param without properties that lists do not read, such as the folded names that conditions alone use
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
  const columns = read.map(([name, type]) => [name, expressionOf(`${alias}.${columnNameOf(name)}`, type)]);
  return Object.fromEntries(columns) as Columns<Omit<Entity, Without>>;
}

/** The name of the column that a property is stored in. */
export const columnNameOf = (property: string): string => naming.propertyToColumnName(property);

/** The types of an entity's properties, by their names. */
function propertiesOf(entity: EntityClass<object>): Map<string, string> {
  const properties = new Map<string, string>();
  for (let type: object | null = entity; type !== null; type = Object.getPrototypeOf(type) as object | null) {
    // Where the decorators keep it, before the mapper discovers the entities.
    const metadata = Object.getOwnPropertyDescriptor(type, MetadataStorage.META_SYMBOL)?.value as
      | EntityMetadata
      | undefined;
    for (const { name, type: kind } of Object.values(metadata?.properties ?? {})) properties.set(name, String(kind));
  }
  return properties;
}

/** How a column of a type is read: what the driver would make an object of its own of comes as the graph answers it. */
function expressionOf(column: string, type: string): RawBuilder<unknown> {
  const raw = sql.raw(column);
  if (type === 'daterange') return periodOf(raw);
  if (type === 'date') return sql`${raw}::text`;
  if (type === 'timestamptz') return sql`to_json(${raw}) #>> '{}'`;
  return raw;
}
