import {
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { fragmentGraphOf, type FragmentGraph } from './fragment-graph.ts';
import { exceeded, type Limits } from './limits.ts';
import { mostRepeated } from './repeated-fields.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Validation stops after so many errors: it looks for similar names for each. */
const MAX_ERRORS = 20;

/** Refuses documents that exceed the limits, before they are validated or cached. */
export function useDocumentLimits(limits: Limits): GatewayPlugin {
  const accepted = new WeakSet<DocumentNode>();
  return {
    onParse({ params: { source }, setParseFn }) {
      const text = typeof source === 'string' ? source : source.body;
      if (text.length > limits.documentCharacters) throw exceeded('documentCharacters', limits, text.length);
      setParseFn((given: string | Source, options?: object) => parse(given, { ...options, maxTokens: limits.tokens }));
      return ({ result, replaceParseResult }) => {
        if (!(result instanceof Error) && accepted.has(result)) return;
        const error = result instanceof Error ? tokenError(text, limits) : sizeError(result as DocumentNode, limits);
        if (error) replaceParseResult(error);
        else if (!(result instanceof Error)) accepted.add(result);
      };
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]) =>
        validate(schema, document, rules, { maxErrors: MAX_ERRORS }),
      );
    },
  };
}

/** Parses a document. @throws GraphQLError if it exceeds the limits or cannot be parsed */
export function parseWithin(text: string, limits: Limits): DocumentNode {
  if (text.length > limits.documentCharacters) throw exceeded('documentCharacters', limits, text.length);
  const tooManyTokens = tokenError(text, limits);
  if (tooManyTokens) throw tooManyTokens;
  const document = parse(text);
  const error = sizeError(document, limits);
  if (error) throw error;
  return document;
}

/** The error of a document with too many tokens; the parser's own error has no code. */
function tokenError(text: string, limits: Limits): GraphQLError | undefined {
  try {
    const lexer = new Lexer(new Source(text));
    for (let count = 0; lexer.advance().kind !== TokenKind.EOF;) {
      if (++count > limits.tokens) return exceeded('tokens', limits, undefined);
    }
  } catch {
    return undefined;
  }
  return undefined;
}

interface Size {
  depth: number;
  aliases: number;
  fields: number;
}

function sizeError(document: DocumentNode, limits: Limits): GraphQLError | undefined {
  const count = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (count > limits.fragments) return exceeded('fragments', limits, count);
  let graph: FragmentGraph;
  try {
    graph = fragmentGraphOf(document);
  } catch (error) {
    return error as GraphQLError;
  }
  const { fragments, roots } = graph;
  const measured = new Map<string, Size>();
  const total: Size = { depth: 0, aliases: 0, fields: 0 };
  for (const { selectionSet } of roots) add(total, measure(selectionSet, fragments, measured));
  for (const limit of ['depth', 'aliases', 'fields'] as const) {
    if (total[limit] > limits[limit]) return exceeded(limit, limits, total[limit]);
  }
  for (const { selectionSet } of roots) {
    const found = mostRepeated([selectionSet], fragments);
    if (found > limits.repeatedFields) return exceeded('repeatedFields', limits, found);
  }
  return undefined;
}

/** Measures each fragment once, however often it is used, so that no document is expensive to measure. */
function measure(
  selectionSet: SelectionSetNode,
  fragments: FragmentGraph['fragments'],
  measured: Map<string, Size>,
): Size {
  const total: Size = { depth: 0, aliases: 0, fields: 0 };
  for (const selection of selectionSet.selections) {
    let inner: Size = { depth: 0, aliases: 0, fields: 0 };
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value;
      const known = measured.get(name);
      if (known) inner = known;
      else {
        const fragment = fragments.get(name);
        if (fragment) inner = measure(fragment.selectionSet, fragments, measured);
        measured.set(name, inner);
      }
    } else if (selection.selectionSet) {
      inner = measure(selection.selectionSet, fragments, measured);
    }
    if (selection.kind === Kind.FIELD) {
      // graphql-js itself limits the depth of introspection, to what its own query needs.
      const isIntrospection = selection.name.value.startsWith('__');
      inner = {
        depth: isIntrospection ? 0 : inner.depth + 1,
        aliases: inner.aliases + (selection.alias ? 1 : 0),
        fields: inner.fields + 1,
      };
    }
    add(total, inner);
  }
  return total;
}

function add(total: Size, { depth, aliases, fields }: Size): void {
  total.depth = Math.max(total.depth, depth);
  total.aliases += aliases;
  total.fields += fields;
}
