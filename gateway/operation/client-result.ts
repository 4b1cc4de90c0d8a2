import type { ASTNode, ExecutionResult, FieldNode, GraphQLError } from 'graphql';
import { ArgumentError } from './argument-slots.ts';
import { locatedError, locationsOf } from './located-error.ts';
import type { NormalSelection } from './normal-form.ts';
import { isIntrospection, type NormalOperation } from './normal-operation.ts';

/** What an operation returned. */
interface Results {
  /** What the engine returned for the operation without its introspection. */
  executed: ExecutionResult;
  /** What its introspection returned; undefined if it has none. */
  introspected: ExecutionResult | undefined;
  /** Whether an error says no more than the data does. */
  isEvident(error: GraphQLError, data: unknown): boolean;
}

/**
 * The result of an operation as its client sees it: with its introspection in place, and errors that name places in the
 * client's document, in the order of the response, one for each null.
 */
export function clientResult(form: NormalOperation, { executed, introspected, isEvident }: Results): ExecutionResult {
  const { errors: found = [], ...rest } = executed;
  const data = introspected ? joined(form.selection, executed.data, introspected.data) : executed.data;
  const located = found.filter((error) => !isEvident(error, data)).map((error) => atClientNodes(form, error));
  const errors = oneForEachNull(inOrder(form.selection, [...located, ...(introspected?.errors ?? [])]), data);
  return { ...rest, data, ...(errors.length > 0 && { errors }) };
}

/** The first of the errors that led to the same null, as the specification asks. */
function oneForEachNull(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const seen = new Set<string>();
  return errors.filter(({ path = [] }) => {
    let value = data;
    const length = path.findIndex((key) => {
      if (value === null || value === undefined) return true;
      value = (value as Record<string | number, unknown>)[key];
      return false;
    });
    const place = path.slice(0, length === -1 ? path.length : length).join('\n');
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

type Data = ExecutionResult['data'];

function joined(selection: NormalSelection, executed: Data, introspected: Data): Data {
  if (!executed || !introspected) return null;
  return Object.fromEntries(
    selection.map(({ responseName, definition: { name } }) => [
      responseName,
      (isIntrospection(name) ? introspected : executed)[responseName],
    ]),
  );
}

/** An error at the places of its field in the client's document. */
function atClientNodes({ numbers, nodes }: NormalOperation, error: GraphQLError): GraphQLError {
  const { message, path, extensions, originalError, locations } = error;
  const fields = (locations ?? []).map(({ line, column }) => numbers.get(`${line}:${column}`));
  const found = fields.flatMap((number) => (number === undefined ? [] : nodes[number]!));
  const places = originalError instanceof ArgumentError ? valuesOf(originalError.argument, found) : found;
  return locatedError(message, { path, extensions, originalError }, locationsOf(places));
}

/** The value of an argument, as the first node of its field gives it. */
function valuesOf(argument: string, [node]: readonly FieldNode[]): ASTNode[] {
  return node?.arguments?.filter(({ name }) => name.value === argument).map(({ value }) => value) ?? [];
}

/** Errors in the order of their places in the response. */
function inOrder(selection: NormalSelection, errors: readonly GraphQLError[]): GraphQLError[] {
  if (errors.length < 2) return [...errors];
  const ranked = errors.map((error) => ({ error, rank: rankOf(selection, error.path ?? []) }));
  return ranked.toSorted((one, other) => compare(one.rank, other.rank)).map(({ error }) => error);
}

function rankOf(root: NormalSelection, path: readonly (string | number)[]): number[] {
  let fields: NormalSelection = root;
  return path.map((key) => {
    if (typeof key === 'number') return key;
    const index = fields.findIndex(({ responseName }) => responseName === key);
    fields = fields.filter(({ responseName }) => responseName === key).flatMap(({ selection }) => selection ?? []);
    return index;
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, rank] of one.entries()) {
    const difference = rank - (other[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
