/** The values of a request's variables, by name. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A number, or a function of the variables and of the size of the surrounding page. Constant parts are computed once,
 * when the formula is built.
 */
export type Formula = number | ((values: Values, page: number) => number);

export function evaluate(formula: Formula, values: Values, page: number): number {
  return typeof formula === 'number' ? formula : formula(values, page);
}

export function sum(formulas: readonly Formula[]): Formula {
  const constant = formulas.reduce<number>((total, each) => (typeof each === 'number' ? total + each : total), 0);
  const variable = formulas.filter((each) => typeof each !== 'number');
  if (variable.length === 0) return constant;
  return (values, page) => variable.reduce((total, each) => total + each(values, page), constant);
}

export function product(one: Formula, other: Formula): Formula {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (values, page) => evaluate(one, values, page) * evaluate(other, values, page);
}

/** The greatest of the numbers that a request gives, ignoring nulls; `fallback` if it gives none. */
export function greatest(formulas: readonly NullableFormula[], fallback: number): Formula {
  const pick = (found: (number | null)[]): number => {
    const given = found.filter((each) => each !== null);
    return given.length > 0 ? Math.max(0, ...given) : fallback;
  };
  if (formulas.every((each) => typeof each !== 'function')) return pick(formulas as (number | null)[]);
  return (values) => pick(formulas.map((each) => (typeof each === 'function' ? each(values) : each)));
}

/** A number that a request may leave out. */
export type NullableFormula = number | null | ((values: Values) => number | null);

/** A formula whose surrounding page has another size. */
export function within(formula: Formula, size: Formula): Formula {
  if (typeof formula === 'number') return formula;
  return (values, page) => formula(values, evaluate(size, values, page));
}

/** The greatest of some formulas; 0 if there is none. */
export function most(formulas: readonly Formula[]): Formula {
  if (formulas.every((each) => typeof each === 'number')) return Math.max(0, ...formulas);
  return (values, page) => Math.max(0, ...formulas.map((each) => evaluate(each, values, page)));
}
