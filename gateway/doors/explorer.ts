import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { ExampleOperation } from '../../schema/operations.ts';
import { bar, holdings, search, styles } from './explorer-bar.ts';

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
  return [
    [
      '</head>',
      `<meta name="viewport" content="width=device-width, initial-scale=1" /><style>${styles}</style></head>`,
    ],
    ['<div id="root"></div>', `${bar}<main id="root"></main>`],
    ['</body>', `<script>{${search}}{${holdings}}</script></body>`],
  ].reduce((text, [place, replacement]) => replaceOnce(text, place!, replacement!), page);
}

/** Replaces the only place of a page with this markup: its scripts contain some of it in their strings. */
function replaceOnce(page: string, place: string, replacement: string): string {
  const start = place === '</body>' ? page.lastIndexOf(place) : page.indexOf(place);
  if (start < 0) throw new Error(`The page of GraphiQL has no ${place}.`);
  return page.slice(0, start) + replacement + page.slice(start + place.length);
}

/** The text of an operation's tab. */
export const tabOf = ({ audience, document }: ExampleOperation): string => `# For the ${audience}\n${document}`;
