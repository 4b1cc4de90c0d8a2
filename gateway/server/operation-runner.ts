import { GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { isPlainlyMissing } from '../../platform/contract/missing.ts';
import type { Run } from '../../platform/execution/compile.ts';
import type { AdmittedOperation } from '../operation/admitted-operations.ts';
import { clientResult } from '../operation/client-result.ts';
import type { BoundOperation } from '../operation/operation-forms.ts';
import { noteMutation } from '../rules/deadline.ts';
import { NEW_DOCUMENT_OPERATIONS } from '../rules/new-documents.ts';
import type { RequestContext } from '../rules/request-context.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';
import { withUnknownOutcomes } from '../rules/unknown-outcome.ts';
import { checkVariables } from '../rules/variables.ts';
import type { FairExecution } from './fair-execution.ts';
import { KeptIntrospection } from './kept-introspection.ts';

type VariableValues = ExecutionArgs['variableValues'];

/** Runs admitted operations, for the fast path and for Yoga: everything between a request's parameters and its result. */
export class OperationRunner {
  readonly #policy: Pick<RequestPolicy, 'limits' | 'costLimit' | 'count'>;
  readonly #execute: Run;
  readonly #fair: FairExecution;
  readonly #introspection: KeptIntrospection;

  /** @param execute executes normal operations, whose variables are coerced */
  constructor(policy: Pick<RequestPolicy, 'limits' | 'costLimit' | 'count'>, execute: Run, fair: FairExecution) {
    this.#policy = policy;
    this.#execute = execute;
    this.#fair = fair;
    this.#introspection = new KeptIntrospection(policy.limits);
  }

  run(
    { schema, operation, forms }: AdmittedOperation,
    variableValues: VariableValues,
    context: RequestContext,
  ): ExecutionResult | Promise<ExecutionResult> {
    const { limits, costLimit, count } = this.#policy;
    context.isMutation = operation.operation === OperationTypeNode.MUTATION;
    const { errors, coerced } = checkVariables(schema, operation, variableValues, limits);
    if (errors) return { errors };
    let bound: BoundOperation;
    try {
      bound = forms.bind(coerced);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    const refusal = costLimit.refuse(costLimit.costOf(schema, bound), context);
    if (refusal) return { errors: [refusal] };
    const answer = () => this.#fair.run(context, () => this.#answer(schema, bound, variableValues, context));
    if (!bound.isNewForm || !count) return answer();
    // It has to be measured and compiled or planned, like a new document.
    return count(context, NEW_DOCUMENT_OPERATIONS - 1).then(answer, (error: GraphQLError) => ({ errors: [error] }));
  }

  #answer(
    schema: GraphQLSchema,
    bound: BoundOperation,
    variableValues: VariableValues,
    contextValue: RequestContext,
  ): ExecutionResult | Promise<ExecutionResult> {
    const { form, variables } = bound;
    const { isMutation, signal } = contextValue;
    const resultOf = (executed: ExecutionResult) => {
      const introspected = this.#introspection.resultOf(schema, bound, variableValues);
      const result = clientResult(form, { executed, introspected, isEvident: isPlainlyMissing });
      return isMutation ? withUnknownOutcomes(result) : result;
    };
    if (isMutation) noteMutation(signal);
    if (!form.executed) return this.#introspection.answer(bound, () => resultOf({ data: {} }));
    const operationName = form.operation.name?.value;
    const args = { schema, document: form.executed, operationName, variableValues: variables, contextValue };
    const executed = this.#execute({ ...args, coercedVariables: variables });
    return isPromise(executed) ? executed.then(resultOf) : resultOf(executed);
  }
}
