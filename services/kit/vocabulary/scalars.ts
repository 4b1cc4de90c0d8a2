import 'reflect-metadata';
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** `Date`: a calendar day as `YYYY-MM-DD`. Resolvers use strings too. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A calendar day, as `YYYY-MM-DD` (ISO 8601; FHIR `date`).',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  // PostgreSQL stores only valid days, so that days read from it need no check of the calendar.
  serialize: (value) => (typeof value === 'string' && DAY.test(value) ? value : GraphQLLocalDate.serialize(value)),
  extensions: {},
});

/** `DateTime`: an instant in ISO 8601 with its offset. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant, in ISO 8601 with its offset (FHIR `instant`).',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  extensions: {},
});
