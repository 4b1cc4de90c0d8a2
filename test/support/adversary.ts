/** A request of the adversary: the worst of its kind that the limits let through. */
export interface Attack {
  name: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string;
  /** Whether the response is left unread for a while. */
  isUnread?: boolean;
  /** Whether the body is never sent to its end. */
  isUnfinished?: boolean;
}

const JSON_BODY = { 'content-type': 'application/json' };
const list = (length: number, item: (index: number) => string): string =>
  Array.from({ length }, (_, index) => item(index)).join(' ');

const operation = (name: string, query: string): Attack => ({
  name,
  method: 'POST',
  headers: JSON_BODY,
  body: JSON.stringify({ query }),
});

const measures = '[ESTABLISHMENTS SCANNERS MRIS IMAGING_EXAMS MCO_BEDS INTERNS COOPERATIONS DEPENDENCIES]';
const indicators = '[SCANNERS_PER_100K MRIS_PER_100K MCO_BEDS_PER_100K MRI_EXAMS_PER_1000 INTERNS_PER_100K]';
const departments = list(70, (index) => JSON.stringify(String(index + 21)));
const words = 'c e a i o u s t r';

/** The attacks, each with a document that no cache knows where `salt` is new. */
export const attacksOf = (salt: string): Attack[] => [
  operation(
    'circles',
    `{ establishments(where: { AND: [${list(18, (index) => `{ near: { latitude: ${46 + index / 1000}, longitude: 2, radiusKm: ${2000 - index / 10} } }`)}] }) { totalCount } }`,
  ),
  operation(
    'words',
    `{ establishments(where: { OR: [${list(40, (index) => `{ search: "${words} ${index}" }`)}] } orderBy: [{ field: NAME }]) { totalCount } }`,
  ),
  operation(
    'negations',
    `{ establishments(where: { AND: [${list(95, (index) => `{ NOT: { name: { contains: "zqx${index}" } } }`)}] }) { totalCount } }`,
  ),
  operation(
    'aggregates',
    `{ ${list(2, (index) => `a${index}: aggregateEstablishments(groupBy: [DEPARTMENT CATEGORY], measures: ${measures}, year: ${2022 + index}) { dimensions { code } values { value } }`)} }`,
  ),
  operation(
    'dependencies',
    `{ findEstablishments(where: { NOT: { AND: [${list(4, (index) => `{ dependsOn: { maxDepth: ${6 - index}, provider: { isNull: false } } }`)}] } }) { totalCount nodes { finess: establishment { finess } } } }`,
  ),
  operation(
    'counts by a field',
    `{ ${list(9, (index) => `g${index}: establishments { groupBy(field: ${index % 2 === 0 ? 'DEPARTMENT' : 'CATEGORY'}) { count } }`)} }`,
  ),
  operation(
    'pages of pages',
    `{ ${list(4, (index) => `p${index}: establishments(first: 100) { nodes { name longName sites(first: 100) { nodes { name longName phone } } } }`)} }`,
  ),
  operation(
    'indicators',
    `{ careOfferIndicators(codes: ${indicators}, year: 2024, territories: [${departments}]) { value rank nationalValue } }`,
  ),
  operation(
    'the schema',
    '{ __schema { types { name description fields { name description type { name fields { name description } } } } } }',
  ),
  {
    ...operation('the schema, with a variable', ''),
    body: JSON.stringify({
      query:
        'query ($d: Boolean = true) { __schema { types { name description fields(includeDeprecated: $d) { name description args { name description type { name ofType { name ofType { name } } } } type { name ofType { name ofType { name } } } } inputFields(includeDeprecated: $d) { name description } possibleTypes { name } } } }',
      variables: { d: true },
    }),
  },
  operation(
    'repeated fields',
    `{ establishment(finess: "570000596") { ${list(20, () => 'category { code label system }')} } } # ${salt}`,
  ),
  operation(
    'a new document',
    `{ ${list(25, (index) => `e${index}: establishment(finess: "57000${1000 + index}") { name longName phone category { code } }`)} } # ${salt}`,
  ),
  {
    name: 'a batch',
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify(
      Array.from({ length: 10 }, (_, index) => ({
        query: `{ establishments(where: { search: "${words.slice(index)}" }) { totalCount nodes { name } } }`,
      })),
    ),
  },
  {
    name: 'a long list',
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({
      query: 'query ($codes: [String!]) { establishments(where: { NOT: { finess: { in: $codes } } }) { totalCount } }',
      variables: { codes: Array.from({ length: 1000 }, (_, index) => String(index).padStart(9, '0').repeat(20)) },
    }),
  },
  { name: 'the explorer', method: 'GET', headers: { accept: 'text/html' }, body: '', isUnread: true },
  {
    name: 'half a body',
    method: 'POST',
    headers: { ...JSON_BODY, 'content-length': '262144' },
    body: '{"query":"{ establishment',
    isUnfinished: true,
  },
];
