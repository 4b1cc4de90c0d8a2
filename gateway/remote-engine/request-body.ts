import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner';

/**
 * Writes the body of a request to a service: what does not change from one to the next is written once.
 * @param given variables that are JSON already, by their names
 */
export type WriteBody = (variables: Record<string, unknown>, given?: Iterable<[string, string]>) => string;

export function bodyWriter({ operation, operationName, variableUsages = [] }: FetchNode | BatchFetchNode): WriteBody {
  const asked = JSON.stringify({ query: operation, ...(operationName && { operationName }) });
  const start = `${asked.slice(0, -1)},"variables":{`;
  const names = variableUsages.map((name) => [name, `${JSON.stringify(name)}:`] as const);
  return (variables, given = []) => {
    let written = '';
    for (const [name, text] of given) written += `${written && ','}${JSON.stringify(name)}:${text}`;
    for (const [name, key] of names) {
      const value = variables[name];
      // A variable without a value is left out: its default is the service's.
      if (value !== undefined) written += `${written && ','}${key}${JSON.stringify(value)}`;
    }
    return `${start}${written}}}`;
  };
}
