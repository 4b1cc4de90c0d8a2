/** The value of a table's own key: a name from outside, such as `constructor`, finds nothing of what every object has. */
export const ownValue = <Value>(table: Readonly<Partial<Record<string, Value>>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
