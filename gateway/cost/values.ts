import { Kind, valueFromASTUntyped, type OperationDefinitionNode, type SelectionNode, type ValueNode } from 'graphql';
import type { NullableFormula, Values } from './formula.ts';

type Condition = (values: Values) => boolean;

/** The values of an operation's arguments and conditions, given a request's variables and their defaults. */
export class RequestValues {
  readonly #defaults = new Map<string, unknown>();

  constructor({ variableDefinitions = [] }: OperationDefinitionNode) {
    for (const { variable, defaultValue } of variableDefinitions) {
      if (defaultValue) this.#defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
    }
  }

  /** The number that an argument has; defaults to the argument's own default. */
  number(node: ValueNode | undefined, initial: unknown): NullableFormula {
    const read = this.#read(node);
    const toNumber = (value: unknown): number | null => {
      const effective = value === undefined ? initial : value;
      return typeof effective === 'number' ? effective : null;
    };
    return typeof read === 'function' ? (values) => toNumber(read(values)) : toNumber(read);
  }

  /** Whether `@skip` and `@include` include a selection; undefined for always. */
  condition({ directives }: SelectionNode): Condition | undefined {
    const conditions = (directives ?? []).flatMap(({ name, arguments: args }) => {
      if (name.value !== 'skip' && name.value !== 'include') return [];
      const read = this.#read(args?.[0]?.value);
      const wanted = name.value === 'include';
      return [(values: Values) => (typeof read === 'function' ? read(values) : read) === wanted];
    });
    return conditions.length > 0 ? (values) => conditions.every((condition) => condition(values)) : undefined;
  }

  #read(node: ValueNode | undefined): unknown {
    if (!node) return undefined;
    if (node.kind !== Kind.VARIABLE) return valueFromASTUntyped(node);
    return this.variable(node.name.value);
  }

  /** The value of a variable, or its default; undefined if there is neither. */
  variable(name: string): (values: Values) => unknown {
    const initial = this.#defaults.get(name);
    return (values) => {
      // A variable may be named `constructor`, which objects inherit.
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? initial : value;
    };
  }
}
