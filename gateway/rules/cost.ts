import { getOperationAST, type DocumentNode, type ExecutionArgs, type GraphQLError } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { costFormula } from '../cost/operation-cost.ts';
import { evaluate, type Formula } from '../cost/formula.ts';
import { readWeights } from '../cost/weights.ts';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin, RequestContext } from './request-context.ts';

interface CostContext extends RequestContext {
  params?: { extensions?: Record<string, unknown> | null };
}

/** Measures the cost of operations by the demand directives of a supergraph. */
export function costMeter(supergraph: string): (args: ExecutionArgs) => number {
  const weights = readWeights(supergraph);
  const formulas = new WeakMap<DocumentNode, Map<string, Formula>>();
  return ({ schema, document, operationName, variableValues }) => {
    let byOperation = formulas.get(document);
    if (byOperation === undefined) formulas.set(document, (byOperation = new Map()));
    const name = operationName ?? '';
    let formula = byOperation.get(name);
    if (formula === undefined) {
      const operation = getOperationAST(document, operationName);
      formula = operation ? costFormula(schema, weights, document, operation) : 0;
      byOperation.set(name, formula);
    }
    return evaluate(formula, variableValues ?? {}, 0);
  };
}

/** The cost that requests are allowed. */
export interface CostLimit {
  budget: number;
  costOf(args: ExecutionArgs): number;
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

/** Refuses operations that could cost more than the budget, before any service is called. */
export function useCostLimit({ budget, costOf, refuse }: CostLimit): GatewayPlugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const cost = costOf(args);
      const context = args.contextValue as CostContext;
      const refusal = refuse(cost, context);
      if (refusal) {
        setResultAndStopExecution({ errors: [refusal] });
        return undefined;
      }
      if (!wantsCost(context.params)) return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, cost: { cost, budget } } });
        },
      };
    },
  };
}
