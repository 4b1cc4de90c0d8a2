import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
} from 'graphql';
import { shuffled } from '../chance.ts';

type Field = GraphQLField<unknown, unknown>;

/** A kind of work that an operation may ask for, at a field of the root. */
export interface Kind {
  root: Field;
  /** A condition of its `where`. */
  condition?: GraphQLInputField;
  /** A list argument, of which each value is work. */
  values?: GraphQLArgument;
  /** A list, or what is computed, of each object that it returns. */
  nested?: Field;
}

/** How often a kind is drawn that grows with the register or the statistics. */
const LARGE = 2;

/**
 * Every kind of condition and list of some fields, in random order; those of the large ones several times.
 * @param large the names of root fields whose tables grow with the register and the statistics
 */
export function kindsOf(roots: readonly Field[], large: readonly string[], random: () => number): Kind[] {
  const kinds = roots.flatMap((root) => {
    const own = [{ root }, ...conditionsOf(root), ...valuesOf(root), ...nestedOf(root)];
    return Array.from({ length: large.includes(root.name) ? LARGE : 1 }, () => own).flat();
  });
  return shuffled(kinds, random);
}

/** The argument with the conditions of a field. */
export const whereOf = ({ args }: Field): GraphQLArgument | undefined => args.find(({ name }) => name === 'where');

/** The objects that a field returns: of its page, or itself. */
export function objectsOf({ type }: Field): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  if (!isObjectType(named)) return undefined;
  const nodes = 'pageInfo' in named.getFields() ? getNamedType(named.getFields()['nodes']!.type) : named;
  return isObjectType(nodes) ? nodes : undefined;
}

function conditionsOf(root: Field): Kind[] {
  const type = getNamedType(whereOf(root)?.type);
  if (!isInputObjectType(type)) return [];
  const conditions = Object.values(type.getFields()).filter(({ name }) => !['AND', 'OR'].includes(name));
  return conditions.map((condition) => ({ root, condition }));
}

function valuesOf(root: Field): Kind[] {
  const lists = root.args.filter(({ type }) => isListType(getNullableType(type)));
  return lists.map((values) => ({ root, values }));
}

function nestedOf(root: Field): Kind[] {
  const fields = Object.values(objectsOf(root)?.getFields() ?? {});
  return fields.filter(({ type }) => isObjectType(getNamedType(type))).map((nested) => ({ root, nested }));
}
