import type { GraphQLError } from 'graphql';
import Negotiator from 'negotiator';
import { datasetMediaTypes, formNamed, type DatasetForm } from '../../platform/contract/dataset-forms.ts';
import { badUserInput } from '../../platform/errors.ts';
import { badRequest } from '../rules/refusal-response.ts';

/** What a path of the datasets names: the list of them, the rows of one, or its template. */
export interface DatasetPlace {
  part: 'list' | 'rows' | 'template';
  /** The name of the dataset; empty for the list. */
  name: string;
}

const PLACE = /^\/datasets(?:\/([^/]+)(\/template)?)?$/;

const READ = ['GET', 'HEAD', 'OPTIONS'];
export const METHODS: Readonly<Record<DatasetPlace['part'], readonly string[]>> = {
  list: READ,
  rows: ['GET', 'HEAD', 'PUT', 'OPTIONS'],
  template: READ,
};

/** What a path names; undefined if it is not one of datasets. */
export function placeOf(path: string): DatasetPlace | undefined {
  const [found, name = '', template] = PLACE.exec(path) ?? [];
  if (found === undefined) return undefined;
  return { part: name === '' ? 'list' : template ? 'template' : 'rows', name };
}

/** The parameters of each kind of request. */
const PARAMETERS = { list: [], rows: ['format'], template: ['format'], put: ['dryRun'] } as const;

/** @throws GraphQLError if a query has another parameter: a mistyped dry run would write */
export function checkParameters(query: URLSearchParams, kind: keyof typeof PARAMETERS): void {
  const known: readonly string[] = PARAMETERS[kind];
  for (const name of query.keys())
    if (!known.includes(name) || query.getAll(name).length > 1)
      throw badUserInput(
        name,
        `The parameter \`${name}\` is unknown here, or given twice${known.length > 0 ? `: \`${known[0]}\` is the only one, once` : ''}.`,
      );
}

/** Whether a file is only to be checked. @throws GraphQLError for another value than true or false */
export function dryRunOf(query: URLSearchParams): boolean {
  const given = query.get('dryRun') ?? 'false';
  if (given === 'true' || given === 'false') return given === 'true';
  throw badUserInput('dryRun', '`dryRun` must be true or false.');
}

/**
 * The form that a client wants of these, the first by default: by the parameter `format`, or by its header `accept`.
 * @throws GraphQLError if it wants none of them
 */
export function formFor<Form extends DatasetForm>(
  query: URLSearchParams,
  accept: string | null,
  forms: readonly Form[],
): Form {
  const given = query.get('format');
  const isOffered = (form: DatasetForm | undefined): form is Form => forms.some((each) => each === form);
  if (given !== null) {
    const named = formNamed(given);
    if (isOffered(named)) return named;
    throw badUserInput('format', `\`format\` must be one of ${forms.join(', ')}.`);
  }
  const negotiator = new Negotiator({ headers: { accept: accept?.trim() || '*/*' } });
  const accepted = negotiator.mediaType(forms.map(typeOf));
  const found = forms.find((form) => typeOf(form) === accepted);
  if (found) return found;
  throw notAcceptable(forms);
}

/** The media type of a form as it is sent. */
export const typeOf = (form: DatasetForm): string =>
  form === 'xlsx' ? datasetMediaTypes[form] : `${datasetMediaTypes[form]}; charset=utf-8`;

const notAcceptable = (forms: readonly DatasetForm[]): GraphQLError =>
  badRequest(
    406,
    `The header \`accept\` allows none of the media types of a dataset: accept ${forms.map((form) => datasetMediaTypes[form]).join(' or ')}.`,
  );
