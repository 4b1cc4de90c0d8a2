/**
 * The sources of the parties of territorial groups in the reference dataset: `imports/reference/data/memberships.yaml`, which a test
 * compares. The list of 2018 has no roles, and the others no days.
 */
export const referenceMemberSources = [
  'article-chu-ght',
  'chr-metz-thionville-projets',
  'chru-nancy-associations',
  'ght-grand-est-2018',
  'sae-2021',
  'sae-2023',
] as const;

const sources = referenceMemberSources.map((source) => `'${source}'`).join(', ');

/**
 * An SQL condition: a row of `membership`, joined with its grouping, is a party of a territorial group by the reference dataset. It gives way
 * to what the register states. Associates and partners, whom the register does not list, are none.
 */
export const isReferenceMember = (membership: string, grouping: string): string =>
  `(${grouping}.kind in ('GHT', 'GHT_PSYCHIATRY') and ${membership}.role in ('MEMBER', 'SUPPORT', 'PARTY') and ${membership}.source_code in (${sources}))`;
