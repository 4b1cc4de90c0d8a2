import { Kind, valueFromASTUntyped, type OperationDefinitionNode, type SelectionNode, type ValueNode } from 'graphql';
import type { NullableFormula, Values } from './formula.ts';

type Condition = (values: Values) => boolean;

/** How an operation's arguments and conditions follow from the variables that a request gives, defaults included. */
export class RequestValues {
  readonly #defaults = new Map<string, unknown>();

  constructor({ variableDefinitions = [] }: OperationDefinitionNode) {
    for (const { variable, defaultValue } of variableDefinitions) {
      if (defaultValue) this.#defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
    }
  }

  /** A number that an argument gives; the argument's own default, where it is left out. */
  number(node: ValueNode | undefined, initial: unknown): NullableFormula {
    const read = this.#read(node);
    const known = (value: unknown): number | null => {
      const told = value === undefined ? initial : value;
      return typeof told === 'number' ? told : null;
    };
    return typeof read === 'function' ? (values) => known(read(values)) : known(read);
  }

  /** Whether an argument is given a value other than null; undefined for always. */
  isGiven(node: ValueNode): Condition | undefined {
    if (node.kind === Kind.NULL) return () => false;
    const read = this.#read(node);
    return typeof read === 'function' ? (values) => (read(values) ?? null) !== null : undefined;
  }

  /** Whether `@skip` and `@include` let a selection be asked for; undefined for always. */
  condition({ directives }: SelectionNode): Condition | undefined {
    const conditions = (directives ?? []).flatMap(({ name, arguments: given }) => {
      if (name.value !== 'skip' && name.value !== 'include') return [];
      const read = this.#read(given?.[0]?.value);
      const wanted = name.value === 'include';
      return [(values: Values) => (typeof read === 'function' ? read(values) : read) === wanted];
    });
    return conditions.length > 0 ? (values) => conditions.every((condition) => condition(values)) : undefined;
  }

  #read(node: ValueNode | undefined): unknown {
    if (!node) return undefined;
    if (node.kind !== Kind.VARIABLE) return valueFromASTUntyped(node);
    const name = node.name.value;
    const initial = this.#defaults.get(name);
    return (values: Values) => {
      // A variable may be called `constructor`, which every object seems to have.
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? initial : value;
    };
  }
}
