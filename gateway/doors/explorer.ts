import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { ExampleOperation } from '../../schema/operations.ts';

const download = `<a href="/schema.graphql" download style="position:fixed;right:16px;bottom:8px;z-index:10;font:13px system-ui;color:inherit">Download the schema</a>`;

/** The page for exploring the graph: self-contained, with a tab for each example operation, by audience. */
export function renderExplorer(operations: ExampleOperation[]): string {
  const page = renderGraphiQL({
    title: 'Maillage',
    // GraphiQL's initial tab shows no variables, so the first operation must need none.
    defaultTabs: operations.map((operation) => ({
      query: tabOf(operation),
      variables: JSON.stringify(operation.variables, null, 2),
    })),
    shouldPersistHeaders: false,
    schemaDescription: true,
    inputValueDeprecation: true,
  });
  const end = page.lastIndexOf('</body>');
  return page.slice(0, end) + download + page.slice(end);
}

/** The text of an operation's tab. */
export const tabOf = ({ audience, document }: ExampleOperation): string => `# For the ${audience}\n${document}`;
