import { getOperationAST, type DocumentNode, type ExecutionArgs } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { costFormula } from '../demand/cost.ts';
import { evaluate, type Formula } from '../demand/formula.ts';
import { readWeights } from '../demand/weights.ts';
import { exceeded, type Limits } from '../limits.ts';
import type { GatewayPlugin, RequestIdentity } from './request-id.ts';

interface CostContext extends RequestIdentity {
  params?: { extensions?: Record<string, unknown> | null };
}

/** Tells what the operations of a supergraph cost, by the demand directives that it has. */
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

/**
 * Refuses operations that could bring more than the budget, before any service is asked. The operations of a batch share
 * one budget. A request with `extensions: { cost: true }` is told what it costs.
 */
export function useCostLimit(supergraph: string, limits: Limits): GatewayPlugin {
  const costOf = costMeter(supergraph);
  const budget = limits.cost;
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const cost = costOf(args);
      const { batch, params } = args.contextValue as CostContext;
      const spent = batch ? (batch.cost += cost) : cost;
      if (spent > budget) {
        setResultAndStopExecution({ errors: [exceeded('cost', limits, spent)] });
        return undefined;
      }
      if (params?.extensions?.['cost'] !== true) return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, cost: { cost, budget } } });
        },
      };
    },
  };
}
