import { z } from 'zod';
import { GroupingKind } from '../../services/kit/vocabulary/grouping-kind.ts';
import { MembershipRole } from '../../services/kit/vocabulary/membership-role.ts';
import { finessPattern } from '../../platform/contract/finess.ts';
import { crossCheck } from './cross-check.ts';
import { readRows, readYaml, referenceFolder, refuse } from './yaml.ts';

export const ASSOCIATION_MISSIONS = ['TEACHING', 'RESEARCH', 'MEDICAL_DEMOGRAPHY', 'REFERRAL'] as const;

const text = z.string().trim().min(1);
const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);
const finess = z.string().regex(finessPattern, 'not a FINESS number: 9 digits (the second may be a letter), quoted');
const date = z.iso.date('not a date, YYYY-MM-DD');
const identifier = z.strictObject({ system: text, value: text });

const establishment = z.strictObject({
  finess,
  level: z.enum(['LEGAL_ENTITY', 'SITE']),
  name: text.nullable(),
  longName: optional(text),
  categoryCode: optional(z.string().regex(/^[0-9]{3}$/, 'not a FINESS category: 3 digits, quoted')),
  categoryLabel: optional(text),
  legalStatusCode: optional(z.string().regex(/^[0-9]{2}$/, 'not a FINESS legal status: 2 digits, quoted')),
  legalStatusLabel: optional(text),
  legalEntity: optional(finess),
  address: optional(
    z.strictObject({
      lines: z.array(text),
      postalCode: optional(z.string().regex(/^[0-9]{5}$/, 'not a postal code: 5 digits, quoted')),
      city: optional(text),
      communeCode: optional(
        z.string().regex(/^[0-9][0-9AB][0-9]{3}$/, 'not an INSEE commune code: 5 characters, quoted'),
      ),
    }),
  ),
  latitude: optional(z.number().min(-90).max(90)),
  longitude: optional(z.number().min(-180).max(180)),
  phone: optional(z.string().regex(/^[0-9]{10}$/, 'not a phone number: 10 digits, quoted')),
  openedOn: optional(date),
  identifiers: z.array(identifier).default([]),
  source: text,
});

const membership = z.strictObject({
  establishment: finess,
  role: z.enum(MembershipRole),
  missions: z.array(z.enum(ASSOCIATION_MISSIONS)).default([]),
  start: optional(date),
  end: optional(date),
  agreement: optional(text),
  source: text,
});

const grouping = z.strictObject({
  code: text,
  kind: z.enum(GroupingKind),
  name: text,
  legalEntity: optional(finess),
  identifiers: z.array(identifier).default([]),
  source: text,
  members: z.array(membership).default([]),
});

const regionalHospital = z.strictObject({ legalEntity: finess, until: date.nullable(), source: text });

/** A legal entity or a site; what no register gives is null, the name of a legal entity included. */
export type ReferenceEstablishment = z.infer<typeof establishment>;
/** An establishment's place in a grouping, over the half-open period [start, end). */
export type ReferenceMembership = z.infer<typeof membership>;
export type ReferenceGrouping = z.infer<typeof grouping>;
/** A regional hospital (category 101) that is not a university hospital before `until`, or at all when null. */
export type RegionalHospitalWithoutUniversity = z.infer<typeof regionalHospital>;
/** The part of the reference dataset that the register's tables hold; the datasets of partners' spreadsheets are the other one. */
export interface ReferenceDataset {
  establishments: ReferenceEstablishment[];
  groupings: ReferenceGrouping[];
  regionalHospitalsWithoutUniversity: RegionalHospitalWithoutUniversity[];
}

/** The dataset's files, by the part of the dataset that each holds. */
export const REFERENCE_FILES = {
  establishments: 'establishments.yaml',
  groupings: 'groupings.yaml',
  regionalHospitalsWithoutUniversity: 'regional-hospitals.yaml',
} as const satisfies Record<keyof ReferenceDataset, string>;

/**
 * Reads and checks the reference dataset of `folder`, a file URL that ends in `/` (by default the data beside this module).
 * Throws an `OperatorError` that lists every fault of the file (or of the references between files) as `file: path: fault`.
 */
export function loadReferenceDataset(folder: URL = referenceFolder): ReferenceDataset {
  const dataset: ReferenceDataset = {
    establishments: parseRows(folder, REFERENCE_FILES.establishments, establishment),
    groupings: parseRows(folder, REFERENCE_FILES.groupings, grouping),
    regionalHospitalsWithoutUniversity: loadRegionalHospitals(folder),
  };
  const codes = (file: string, key: string) => new Set(readRows(folder, file).map((row) => row[key]));
  const known = { sources: codes('sources.yaml', 'code'), agreements: codes('agreements.yaml', 'reference') };
  refuse(crossCheck(dataset, REFERENCE_FILES, known));
  return dataset;
}

/** That one part of it: all of it takes a tenth of a second. */
export const loadRegionalHospitals = (folder: URL = referenceFolder): RegionalHospitalWithoutUniversity[] =>
  parseRows(folder, REFERENCE_FILES.regionalHospitalsWithoutUniversity, regionalHospital);

function parseRows<T extends z.ZodType>(folder: URL, file: string, row: T): z.infer<T>[] {
  const result = z.array(row).safeParse(readYaml(folder, file));
  if (result.success) return result.data;
  refuse(
    result.error.issues.map((issue) => `${file}: ${z.core.toDotPath(issue.path) || 'whole file'}: ${issue.message}`),
  );
  return [];
}
