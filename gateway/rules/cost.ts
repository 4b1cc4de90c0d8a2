import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { costFormula } from '../cost/operation-cost.ts';
import { evaluate, type Formula } from '../cost/formula.ts';
import { readWeights } from '../cost/weights.ts';
import type { BoundOperation } from '../operation/operation-forms.ts';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin, RequestContext } from './request-context.ts';

interface CostContext extends RequestContext {
  params?: { extensions?: Record<string, unknown> | null };
}

/** Measures an operation of a schema. */
type CostMeter = (schema: GraphQLSchema, operation: BoundOperation) => number;

/** Measures the cost of operations by the demand directives of a supergraph. */
export function costMeter(supergraph: string): CostMeter {
  const weights = readWeights(supergraph);
  const formulas = new WeakMap<DocumentNode, Formula>();
  return (schema, { form: { document, operation }, variables }) => {
    let formula = formulas.get(document);
    if (formula === undefined) formulas.set(document, (formula = costFormula(schema, weights, operation)));
    return evaluate(formula, variables, 0);
  };
}

/** The cost that requests are allowed. */
export interface CostLimit {
  budget: number;
  costOf: CostMeter;
  /** Records an operation's cost; the error if it is too much. The operations of a batch share one budget. */
  refuse(cost: number, context: RequestContext): GraphQLError | undefined;
}

export function createCostLimit(supergraph: string, limits: Limits): CostLimit {
  const budget = limits.cost;
  return {
    budget,
    costOf: costMeter(supergraph),
    refuse(cost, context) {
      const { batch } = context;
      context.cost = cost;
      const spent = batch ? (batch.cost += cost) : cost;
      return spent > budget ? exceeded('cost', limits, spent) : undefined;
    },
  };
}

/** Whether a request wants its cost in the response, by `extensions: { cost: true }`. */
export const wantsCost = (params: { extensions?: Record<string, unknown> | null } | undefined): boolean =>
  params?.extensions?.['cost'] === true;

/** Reports the cost of an operation to requests that want it. */
export function useCostReport({ budget }: CostLimit): GatewayPlugin {
  return {
    onExecute({ args: { contextValue } }) {
      if (!wantsCost((contextValue as CostContext).params)) return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          const { cost } = contextValue;
          // A refused operation has no data.
          if (isAsyncIterable(result) || cost === undefined || result.data === undefined) return;
          setResult({ ...result, extensions: { ...result.extensions, cost: { cost, budget } } });
        },
      };
    },
  };
}
