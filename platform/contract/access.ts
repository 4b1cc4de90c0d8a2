import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { anonymous, type Caller } from './caller.ts';
import { clientError } from '../errors.ts';

/** A condition on callers: all scopes of one of its lists. An empty list requires a token, whatever its scopes. */
export type Rule = readonly (readonly string[])[];

/** What a field requires of callers: all of these rules. */
export type Requirement = readonly Rule[];

/** The requirements of object types' fields, by coordinate (`Type.field`); fields that every caller may see have none. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Whether a caller meets a requirement. */
export const isAllowed = ({ institution, scopes }: Caller, requirement: Requirement): boolean =>
  institution !== null &&
  requirement.every((rule) => rule.some((list) => list.every((scope) => scopes.includes(scope))));

/** The error of a field that the caller may not see. */
export function forbidden(coordinate: string, requirement: Requirement): GraphQLError {
  const scopes = requirement
    .map((rule) => rule.map((list) => list.map((scope) => `"${scope}"`).join(' and ')).join(', or '))
    .filter(Boolean);
  const needed = scopes.length > 0 ? `a token with the scope ${scopes.join('; and ')}` : 'a token';
  return clientError('FORBIDDEN', `${coordinate} requires ${needed}.`);
}

type Resolver<Context> = GraphQLFieldResolver<unknown, Context>;

/** A resolver that first checks the context's caller, and refuses callers who do not meet the requirement. */
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

/** Guards the fields of a schema that have a requirement. */
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
