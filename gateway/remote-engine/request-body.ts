import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner';

/**
 * Writes the body of a request to a service; its constant parts are written once.
 * @param written variables that are JSON already, by name
 */
type WriteBody = (variables: Readonly<Record<string, unknown>>, written?: Iterable<[string, string]>) => string;

export function bodyWriter({ operation, operationName, variableUsages = [] }: FetchNode | BatchFetchNode): WriteBody {
  const constant = JSON.stringify({ query: operation, ...(operationName && { operationName }) });
  const start = `${constant.slice(0, -1)},"variables":{`;
  const names = variableUsages.map((name) => [name, `${JSON.stringify(name)}:`] as const);
  return (variables, written = []) => {
    let members = '';
    for (const [name, text] of written) members += `${members && ','}${JSON.stringify(name)}:${text}`;
    for (const [name, key] of names) {
      const value = variables[name];
      // A variable without a value is omitted, so that the service applies its default.
      if (value !== undefined) members += `${members && ','}${key}${JSON.stringify(value)}`;
    }
    return `${start}${members}}}`;
  };
}
