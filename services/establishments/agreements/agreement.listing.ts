import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { TableListing } from '../tables.ts';
import { Agreement } from './agreement.entity.ts';
import { agreementCondition, type AgreementWhere } from './agreement.filter.ts';

const columns = columnsOf(Agreement, 'a', ['titleFolded']);

export type AgreementRow = Pick<Agreement, keyof typeof columns>;

export const agreements: TableListing<AgreementRow, AgreementWhere> = {
  name: 'agreements',
  from: (db) => db.selectFrom('agreement as a'),
  columns: columns,
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
