import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { anonymous, type Caller } from './caller.ts';
import { clientError } from '../errors.ts';

/** A demand on callers: all scopes of one of its lists. An empty list asks for a token, whatever it allows. */
export type Rule = readonly (readonly string[])[];

/** What a field asks of callers: every one of these rules. */
export type Requirement = readonly Rule[];

/** What the fields of object types ask of callers, by their coordinates (`Type.field`). Those open to anyone are not there. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Whether a caller may see what has this requirement. */
export const isAllowed = ({ institution, scopes }: Caller, requirement: Requirement): boolean =>
  institution !== null &&
  requirement.every((rule) => rule.some((list) => list.every((scope) => scopes.includes(scope))));

/** The error that stands at a field which the caller may not see. */
export function forbidden(coordinate: string, requirement: Requirement): GraphQLError {
  const scopes = requirement
    .map((rule) => rule.map((list) => list.map((scope) => `"${scope}"`).join(' and ')).join(', or '))
    .filter(Boolean);
  const wanted = scopes.length > 0 ? `a token of the scope ${scopes.join('; and ')}` : 'a token';
  return clientError('FORBIDDEN', `${coordinate} is for callers with ${wanted}.`);
}

type Resolver<Context> = GraphQLFieldResolver<unknown, Context>;

/** A field's resolver that refuses callers, whom it finds in the context, before it does anything. */
export const guarded =
  <Context extends { caller?: Caller }>(
    resolve: Resolver<Context>,
    coordinate: string,
    requirement: Requirement,
  ): Resolver<Context> =>
  (source, args, context, info) => {
    if (!isAllowed(context.caller ?? anonymous, requirement)) throw forbidden(coordinate, requirement);
    return resolve(source, args, context, info);
  };

/** Guards the fields of a schema that ask for something; the others stay as they are. */
export function guardFields(schema: GraphQLSchema, requirements: Requirements): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const requirement = requirements.get(coordinate);
      if (!requirement) continue;
      field.resolve = guarded(field.resolve ?? defaultFieldResolver, coordinate, requirement);
      if (field.subscribe) field.subscribe = guarded(field.subscribe, coordinate, requirement);
    }
  }
  return schema;
}
