import { GraphQLError, Kind, visit, type DocumentNode, type SelectionNode } from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** The `@skip` and `@include` of a document, which depend on variables. */
export class Conditions {
  readonly #variables: readonly string[];

  constructor(document: DocumentNode) {
    const names = new Set<string>();
    visit(document, {
      Directive({ name, arguments: args }) {
        const value = args?.[0]?.value;
        if (isCondition(name.value) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
    this.#variables = [...names];
  }

  /** A text that is equal for variables under which the same selections are included. */
  key(values: Values): string {
    return this.#variables.map((name) => (values[name] === true ? '1' : '0')).join('');
  }

  /** The error of a variable that is null, which its default lets pass validation. */
  nullError(values: Values): GraphQLError | undefined {
    const name = this.#variables.find((each) => values[each] === null);
    if (name === undefined) return undefined;
    return new GraphQLError(
      `Argument "if" of non-null type "Boolean!" must not be null: variable "$${name}" is null. Give it true or false, or leave it out.`,
      { extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } } },
    );
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
