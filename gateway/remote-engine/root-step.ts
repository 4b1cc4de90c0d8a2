import type { FetchNode } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';
import { bodyWriter } from './request-body.ts';
import { renamedKeys, rewritesOf } from './rewrites.ts';
import { requestedFields } from './requested-fields.ts';
import type { PlanStep, PlanContext } from './steps.ts';
import { addTo, type Path } from './response-tree.ts';

/** Asks a service for fields of the root. */
export function rootStep(node: FetchNode, { services, isKind }: PlanContext): PlanStep {
  const service = services.get(node.serviceName)!;
  const write = bodyWriter(node);
  const rewrite = rewritesOf(node.outputRewrites, isKind);
  const renamed = renamedKeys(node.outputRewrites);
  const asked = requestedFields(node.operation);

  return async (run) => {
    const { data, errors = [] } = await service.ask(write(run.variables), run.context);
    for (const error of errors) {
      // What concerns the whole request concerns each field that asked.
      const places: Path[] = error.path?.length ? [[...error.path]] : asked().root.map(({ key }) => [key]);
      for (const place of places) run.errors.push(at(error, renamedPath(place, renamed)));
    }
    if (!data) return;
    rewrite?.(data);
    addTo(run.data, data);
  };
}

/** An error of a service, at another place. */
export function at(error: GraphQLError, path: Path): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

export const renamedPath = (path: Path, renamed: ReadonlyMap<string | number, string>): Path =>
  renamed.size === 0 ? path : path.map((key) => renamed.get(key) ?? key);
