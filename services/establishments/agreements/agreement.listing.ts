import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { TableListing } from '../tables.ts';
import type { Agreement } from './agreement.entity.ts';
import { agreementCondition, type AgreementWhere } from './agreement.filter.ts';

export type AgreementRow = Omit<Agreement, 'titleFolded'>;

export const agreements: TableListing<AgreementRow, AgreementWhere> = {
  name: 'agreements',
  from: (db) => db.selectFrom('agreement as a'),
  columns: {
    reference: sql`a.reference`,
    kind: sql`a.kind`,
    title: sql`a.title`,
    status: sql`a.status`,
    signedOn: sql`a.signed_on::text`,
    period: periodOf(sql`a.period`),
    amendsReference: sql`a.amends_reference`,
    sourceCode: sql`a.source_code`,
  },
  key: { name: 'REFERENCE', expression: sql`a.reference`, type: 'text' },
  condition: agreementCondition,
};

/** The agreements that an establishment is a party to. */
export const agreementsOf = (establishment: EstablishmentRow): Parent => ({
  name: 'party',
  column: sql`p.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('agreement_party as p', 'p.agreement_reference', 'a.reference'),
});

/** The amendments to an agreement. */
export const amendmentsOf = (agreement: AgreementRow): Parent => ({
  name: 'amended',
  column: sql`a.amends_reference`,
  key: agreement.reference,
});

/** The establishments that are parties to an agreement. */
export const partiesOf = (agreement: AgreementRow): Parent => ({
  name: 'agreement',
  column: sql`p.agreement_reference`,
  key: agreement.reference,
  through: (query) => query.innerJoin('agreement_party as p', 'p.establishment_finess', 'e.finess'),
});
