/** The values of a request's variables, by name. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A number that is known, or that follows from the variables and from the size of the page around.
 * What is known is worked out once, when the formula is made.
 */
export type Formula = number | ((values: Values, page: number) => number);

export function evaluate(formula: Formula, values: Values, page: number): number {
  return typeof formula === 'number' ? formula : formula(values, page);
}

export function sum(formulas: readonly Formula[]): Formula {
  const known = formulas.reduce<number>((total, each) => (typeof each === 'number' ? total + each : total), 0);
  const open = formulas.filter((each) => typeof each !== 'number');
  if (open.length === 0) return known;
  return (values, page) => open.reduce((total, each) => total + each(values, page), known);
}

export function product(one: Formula, other: Formula): Formula {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (values, page) => evaluate(one, values, page) * evaluate(other, values, page);
}

/** The greatest of those that are known in a request: a null counts for nothing; `otherwise`, where none is. */
export function greatest(formulas: readonly NullableFormula[], otherwise: number): Formula {
  const pick = (found: (number | null)[]): number => {
    const given = found.filter((each) => each !== null);
    return given.length > 0 ? Math.max(0, ...given) : otherwise;
  };
  if (formulas.every((each) => typeof each !== 'function')) return pick(formulas as (number | null)[]);
  return (values) => pick(formulas.map((each) => (typeof each === 'function' ? each(values) : each)));
}

/** A number that a request may give, or not. */
export type NullableFormula = number | null | ((values: Values) => number | null);

/** A formula in which the page around is another's. */
export function within(formula: Formula, size: Formula): Formula {
  if (typeof formula === 'number') return formula;
  return (values, page) => formula(values, evaluate(size, values, page));
}

/** A formula that counts where a condition on the variables holds. */
export function where(formula: Formula, condition: ((values: Values) => boolean) | undefined): Formula {
  if (!condition || formula === 0) return formula;
  return (values, page) => (condition(values) ? evaluate(formula, values, page) : 0);
}
