import {
  Kind,
  type GraphQLError,
  separateOperations,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type VariableNode,
} from 'graphql';
import { locatedError, locationsOf } from './located-error.ts';

type Values = Readonly<Record<string, unknown>>;

/** The `@skip` and `@include` of an operation, which depend on variables. */
export class Conditions {
  /** Where each variable is used first. */
  readonly #variables = new Map<string, VariableNode>();

  constructor(document: DocumentNode, operation: OperationDefinitionNode) {
    const own = separateOperations(document)[operation.name?.value ?? '']!;
    visit(own, {
      Directive: ({ name, arguments: args }) => {
        const value = args?.[0]?.value;
        if (!isCondition(name.value) || value?.kind !== Kind.VARIABLE) return;
        if (!this.#variables.has(value.name.value)) this.#variables.set(value.name.value, value);
      },
    });
  }

  /** A text that is equal for variables under which the same selections are included. */
  key(values: Values): string {
    let key = '';
    for (const name of this.#variables.keys()) key += values[name] === true ? '1' : '0';
    return key;
  }

  /** The error of a variable that is null, which its default lets pass validation. */
  nullError(values: Values): GraphQLError | undefined {
    for (const [name, node] of this.#variables) {
      if (values[name] !== null) continue;
      return locatedError(
        `Argument "if" of non-null type "Boolean!" must not be null: variable "$${name}" is null. Give it true or false, or leave it out.`,
        { extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } } },
        locationsOf([node]),
      );
    }
    return undefined;
  }
}

/** Whether `@skip` and `@include` leave a selection in. */
export function includes({ directives = [] }: SelectionNode, values: Values): boolean {
  return directives.every(({ name, arguments: args }) => {
    if (!isCondition(name.value)) return true;
    const value = args?.[0]?.value;
    const given =
      value?.kind === Kind.VARIABLE ? values[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return (given === true) === (name.value === 'include');
  });
}

const isCondition = (name: string): boolean => name === 'skip' || name === 'include';
