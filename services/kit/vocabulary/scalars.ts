import 'reflect-metadata';
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** `Date`: a calendar day as `YYYY-MM-DD`, a string on both sides. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A calendar day, as `YYYY-MM-DD` (ISO 8601; FHIR `date`).',
  // A day of that form was read from PostgreSQL, which keeps no other: its calendar needs no second look.
  serialize: (value) => (typeof value === 'string' && DAY.test(value) ? value : GraphQLLocalDate.serialize(value)),
  extensions: {},
});

/** `DateTime`: an instant in ISO 8601 with its offset. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant, in ISO 8601 with its offset (FHIR `instant`).',
  extensions: {},
});
