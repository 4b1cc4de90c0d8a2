import { logger, parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { figure, type Results } from './results.ts';
import { titleOf } from './tables.ts';

/** A plot as the text of an SVG file. */
async function draw(spec: TopLevelSpec): Promise<string> {
  // Facets with scales of their own make it warn of what is meant.
  const { spec: drawn } = compile(spec, { logger: logger(0) });
  const view = new View(parse(drawn), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';
const colours = { range: ['#0b6e4f', '#6bbf9a', '#d1495b', '#edae49', '#5b6c9d', '#444444', '#999999'] };

/** The questions beside one another, each with a scale of its own: they differ by a thousand times. */
function bars(results: Results, name: 'throughput' | 'cpu' | 'p99', title: string): TopLevelSpec {
  const values = results.compared.flatMap((question) =>
    Object.entries(question.samples).map(([variant, samples]) => {
      const { median, least, most } = figure(samples, name);
      return { question: question.title, variant: titleOf(variant), median, least, most };
    }),
  );
  const variants = [...new Set(values.map(({ variant }) => variant))];
  const y = { field: 'variant', type: 'nominal', sort: variants, title: null, axis: { labelLimit: 240 } } as const;
  return {
    $schema: schema,
    background: 'white',
    title,
    data: { values },
    facet: {
      field: 'question',
      type: 'nominal',
      sort: results.compared.map((question) => question.title),
      title: null,
      header: { labelFontWeight: 'bold', labelAnchor: 'start', labelLimit: 400 },
    },
    columns: 2,
    resolve: { scale: { x: 'independent', y: 'independent' } },
    spec: {
      width: 330,
      height: { step: 16 },
      layer: [
        {
          mark: { type: 'bar' },
          encoding: {
            y,
            x: { field: 'median', type: 'quantitative', title: null },
            color: { field: 'variant', type: 'nominal', sort: variants, scale: colours, legend: null },
          },
        },
        {
          mark: { type: 'rule', color: 'black' },
          encoding: { y, x: { field: 'least', type: 'quantitative' }, x2: { field: 'most' } },
        },
      ],
    },
  };
}

function growth({ growth: found }: Results): TopLevelSpec {
  const values = found!.questions.flatMap((question) =>
    Object.entries(question.samples).map(([name, samples]) => {
      const [variant, times] = name.split(' ×') as [string, string];
      const { establishments } = found!.volumes.find((volume) => String(volume.times) === times)!;
      return {
        question: question.title,
        variant: titleOf(variant),
        establishments,
        p50: figure(samples, 'p50').median,
      };
    }),
  );
  return {
    $schema: schema,
    background: 'white',
    title: 'p50 in milliseconds as the register grows',
    data: { values },
    facet: {
      field: 'question',
      type: 'nominal',
      title: null,
      header: { labelFontWeight: 'bold', labelAnchor: 'start', labelLimit: 400 },
    },
    columns: 2,
    resolve: { scale: { y: 'independent' } },
    spec: {
      width: 330,
      height: 130,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'establishments', type: 'quantitative', scale: { type: 'log' }, title: 'establishments' },
        y: { field: 'p50', type: 'quantitative', title: null, scale: { zero: true } },
        color: {
          field: 'variant',
          type: 'nominal',
          title: null,
          scale: { range: ['#0b6e4f', '#444444'] },
          legend: { labelLimit: 240 },
        },
      },
    },
  };
}

/** The plots of a run, by the name of their file. */
export async function plotsOf(results: Results): Promise<Record<string, string>> {
  return {
    'throughput.svg': await draw(bars(results, 'throughput', 'Requests a second (more is better)')),
    'cpu.svg': await draw(bars(results, 'cpu', 'CPU milliseconds a request, without PostgreSQL (less is better)')),
    'p99.svg': await draw(bars(results, 'p99', 'p99 in milliseconds (less is better)')),
    ...(results.growth && { 'growth.svg': await draw(growth(results)) }),
  };
}
