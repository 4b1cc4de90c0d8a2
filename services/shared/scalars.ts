import 'reflect-metadata';
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** `Date`: a calendar day as `YYYY-MM-DD`, a string on both sides. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A calendar day, as `YYYY-MM-DD` (ISO 8601; FHIR `date`).',
  extensions: {},
});

/** `DateTime`: an instant in ISO 8601 with its offset. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant, in ISO 8601 with its offset (FHIR `instant`).',
  extensions: {},
});
