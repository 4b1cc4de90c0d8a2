/** The hub's GraphQL endpoint. */
export const hubUrl = process.env['MAILLAGE_URL'] ?? 'http://127.0.0.1:4000/graphql';

/** The bearer token of a partner institution; undefined for an anonymous caller. */
export const token = process.env['MAILLAGE_TOKEN'];
