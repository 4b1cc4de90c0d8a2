import {
  getArgumentValues,
  GraphQLError,
  Kind,
  parseType,
  print,
  visit,
  type ArgumentNode,
  type ASTNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type VariableDefinitionNode,
} from 'graphql';
import type { NormalField } from './normal-form.ts';

type Values = Record<string, unknown>;

/** The error of an argument whose value cannot be read. */
export class ArgumentError extends GraphQLError {
  constructor(
    message: string,
    readonly argument: string,
  ) {
    super(message, { extensions: { code: 'BAD_USER_INPUT' } });
  }
}

/** The value of an argument that cannot be read: its field has this error wherever it is executed. */
export class InvalidArgument {
  constructor(readonly error: ArgumentError) {}
}

/** The error of an argument's value that cannot be read; undefined for other values. */
export const argumentError = (value: unknown): ArgumentError | undefined =>
  value instanceof InvalidArgument ? value.error : undefined;

/** A variable of a normal operation: the argument that it gives, and a field that has it. */
interface Slot {
  name: string;
  argument: GraphQLArgument;
  node: FieldNode;
  /** Whether a number in it may be beyond those of JavaScript. */
  mayOverflow: boolean;
}

/** What a number is written with that may be infinite. */
const EXPONENT_OR_MANY_DIGITS = /\d[eE]|\d{300}/;

const mayOverflow = (node: ASTNode | undefined): boolean =>
  node !== undefined && EXPONENT_OR_MANY_DIGITS.test(print(node));

/**
 * The arguments of a normal operation: a variable each, whose value is made of what the client wrote, literals and
 * variables alike. Equal arguments share one.
 */
export class ArgumentSlots {
  readonly #names = new Map<string, string>();
  readonly #definitions: VariableDefinitionNode[] = [];
  /** The values of arguments without variables. */
  readonly #constants: Values = {};
  readonly #dynamic: Slot[] = [];
  /** Whether the default of a variable may have a number beyond those of JavaScript. */
  readonly #defaultsMayOverflow: boolean;

  /** @param variables those of the client's operation */
  constructor(variables: readonly VariableDefinitionNode[] = []) {
    this.#defaultsMayOverflow = variables.some(({ defaultValue }) => mayOverflow(defaultValue));
  }

  /** The definitions of the variables. */
  get definitions(): readonly VariableDefinitionNode[] {
    return this.#definitions;
  }

  /** The arguments of a field, as the normal operation has them. */
  argumentsOf({ definition, nodes: [node] }: NormalField): ArgumentNode[] {
    return definition.args.flatMap((argument): ArgumentNode[] => {
      const given = node!.arguments?.find(({ name }) => name.value === argument.name);
      if (!given) return [];
      const name = { kind: Kind.NAME, value: this.#nameOf(argument, node!, given) } as const;
      return [{ kind: Kind.ARGUMENT, name: given.name, value: { kind: Kind.VARIABLE, name } }];
    });
  }

  /** The values of the variables. @param variables the client's, coerced */
  bind(variables: Values): Values {
    if (this.#dynamic.length === 0) return this.#constants;
    const values: Values = { ...this.#constants };
    for (const slot of this.#dynamic) assign(values, slot, variables);
    return values;
  }

  #nameOf(argument: GraphQLArgument, node: FieldNode, given: ArgumentNode): string {
    const type = String(argument.type);
    const key = `${type} ${JSON.stringify(argument.defaultValue)} ${print(given)}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `_${this.#names.size}`;
    this.#names.set(key, name);
    this.#definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
      type: parseType(type, { noLocation: true }),
    });
    const slot = { name, argument, node, mayOverflow: this.#defaultsMayOverflow || mayOverflow(given) };
    if (hasVariables(given)) this.#dynamic.push(slot);
    else assign(this.#constants, slot, {});
    return name;
  }
}

/** Reads the value of a slot, unless its variable leaves it out. */
function assign(values: Values, slot: Slot, variables: Values): void {
  const { name, argument, node } = slot;
  const definition = { args: [argument] } as unknown as GraphQLField<unknown, unknown>;
  try {
    const read = getArgumentValues(definition, node, variables);
    if (!Object.hasOwn(read, argument.name)) return;
    const value = read[argument.name];
    values[name] = slot.mayOverflow && isInfiniteWithin(value) ? infinite(argument) : value;
  } catch (error) {
    values[name] = new InvalidArgument(new ArgumentError((error as GraphQLError).message, argument.name));
  }
}

/** Whether a value is or holds a number that JSON has no form for. */
function isInfiniteWithin(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isInfiniteWithin);
}

function infinite({ name }: GraphQLArgument): InvalidArgument {
  const message = `Argument "${name}" has an invalid value: a number in it is Infinity. Give one below 1.8e308.`;
  return new InvalidArgument(new ArgumentError(message, name));
}

function hasVariables(node: ArgumentNode): boolean {
  let found = false;
  visit(node, { Variable: () => void (found = true) });
  return found;
}
