import type { FetchNode } from '@graphql-hive/router-query-planner';
import { errorAt } from './error-places.ts';
import type { PlanContext, PlanStep } from './plan.ts';
import { bodyWriter } from './request-body.ts';
import { renamedKeys, renamedPath, rewritesOf } from './rewrites.ts';
import { requestedFields } from './requested-fields.ts';
import { addTo, type Path } from './response-tree.ts';

/** Requests fields of the root from a service. */
export function rootStep(node: FetchNode, { services, isKind }: PlanContext): PlanStep {
  const service = services.get(node.serviceName)!;
  const write = bodyWriter(node);
  const rewrite = rewritesOf(node.outputRewrites, isKind);
  const renamed = renamedKeys(node.outputRewrites);
  const requested = requestedFields(node.operation);

  return async (run) => {
    const { data, errors = [] } = await service.call(write(run.variables), run.context);
    for (const error of errors) {
      // An error of the whole request is one of each requested field.
      const places: Path[] = error.path?.length ? [[...error.path]] : requested().root.map(({ key }) => [key]);
      for (const place of places) run.errors.push(errorAt(error, renamedPath(place, renamed)));
    }
    if (!data) return;
    rewrite?.(data);
    addTo(run.data, data);
  };
}
