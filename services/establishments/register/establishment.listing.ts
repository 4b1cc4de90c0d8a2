import { sql } from 'kysely';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { requireKnownCodes } from '../../kit/reading/known-codes.ts';
import { hubDimension } from '../../kit/reading/hub-dimension.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { SortKey } from '../../kit/reading/keyset.ts';
import type { OrderBy, Parent } from '../../kit/reading/listing.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import type { TerritoryRow } from '../territories/territory.listing.ts';
import type { Context, TableListing } from '../tables.ts';
import { Establishment, Identifier } from './establishment.entity.ts';
import {
  establishmentCondition,
  EstablishmentOrderField,
  type EstablishmentGroupField,
  type EstablishmentWhere,
} from './establishment.filter.ts';
import { distanceFrom } from '../../kit/register/near.ts';
import { groupingCodes, registerCodes } from '../../kit/register/register-codes.ts';
import { requiredCondition } from '../../kit/register/required-condition.ts';
import { byRelevance } from '../../kit/register/search/search.ts';

const own = columnsOf(Establishment, 'e', ['nameFolded', 'listedOn']);

/** A row of a list of establishments, with the labels of its codes. */
export interface EstablishmentRow extends Pick<Establishment, keyof typeof own> {
  categoryLabel: string | null;
  legalStatusLabel: string | null;
  publicServiceLabel: string | null;
}

const finess: SortKey = { name: 'FINESS', expression: sql`e.finess`, type: 'text' };

export const establishments: TableListing<
  EstablishmentRow,
  EstablishmentWhere,
  EstablishmentOrderField,
  EstablishmentGroupField
> = {
  name: 'establishments',
  from: (db) =>
    db
      .selectFrom('establishment as e')
      .leftJoin('nomenclature as category', (join) =>
        join.on('category.system', '=', CodeSystem.category).onRef('category.code', '=', 'e.category_code'),
      )
      .leftJoin('legal_status as status', 'status.code', 'e.legal_status_code')
      .leftJoin('territory as place', 'place.code', 'e.territory_code'),
  columns: {
    ...own,
    categoryLabel: sql`category.label`,
    legalStatusLabel: sql`status.label`,
    publicServiceLabel: sql`(
      select n.label from nomenclature n where n.system = ${CodeSystem.publicService} and n.code = e.public_service_code)`,
  },
  reads: {
    always: ['finess'],
    byField: {
      id: ['finess'],
      isNameDerived: ['name', 'derivedName'],
      category: ['categoryCode', 'categoryLabel'],
      legalStatus: ['legalStatusCode', 'legalStatusLabel'],
      publicService: ['publicServiceCode', 'publicServiceLabel'],
      isEspic: ['publicServiceCode'],
      identifiers: ['finess'],
      address: ['addressLines', 'postalCode', 'city', 'communeCode'],
      location: ['latitude', 'longitude'],
      legalEntity: ['legalEntityFiness'],
      sites: ['finess'],
      succession: ['finess'],
      source: ['sourceCode'],
      territory: ['territoryCode'],
      memberships: ['finess'],
      registerEvents: ['finess'],
      agreements: ['finess'],
      cooperationActions: ['finess'],
    },
  },
  key: finess,
  condition: establishmentCondition,
  explainNone: requireKnownCodes({ ...registerCodes, 'memberOf.grouping': groupingCodes }),
  order: sortKey,
  defaultOrder: (where) => (requiredCondition(where, 'search') ? [mostRelevant] : []),
  dimensions: {
    CATEGORY: nomenclature('e.category_code', CodeSystem.category),
    LEGAL_STATUS: {
      system: CodeSystem.legalStatus,
      code: sql`e.legal_status_code`,
      label: (code) => sql`(select s.label from legal_status s where s.code = ${code})`,
    },
    SECTOR: hubDimension('e.sector'),
    LEVEL: hubDimension('e.level'),
    DEPARTMENT: territory('place.department_code'),
    REGION: territory('place.region_code'),
  },
};

/** The establishment with a number; null if the register has none. */
export const findEstablishment = (key: string, context: Context): Promise<EstablishmentRow | null> =>
  context.find(establishments, key);

const mostRelevant: OrderBy<EstablishmentOrderField> = {
  field: EstablishmentOrderField.RELEVANCE,
  direction: OrderDirection.DESC,
};

function nomenclature(column: string, system: string) {
  return {
    system,
    code: sql.ref(column),
    label: (code: unknown) => sql`(select n.label from nomenclature n where n.system = ${system} and n.code = ${code})`,
  };
}

function territory(column: string) {
  return {
    system: CodeSystem.territory,
    code: sql.ref(column),
    label: (code: unknown) => sql`(select t.name from territory t where t.code = ${code})`,
  };
}

function sortKey(
  field: EstablishmentOrderField,
  direction: OrderDirection,
  where: EstablishmentWhere | null | undefined,
): SortKey {
  switch (field) {
    case EstablishmentOrderField.FINESS:
      return finess;
    case EstablishmentOrderField.NAME:
      return { name: field, expression: sql`e.name_folded`, type: 'text' };
    case EstablishmentOrderField.OPENED_ON:
      return {
        name: field,
        expression: sql`coalesce(e.opened_on, ${sql.lit(direction === OrderDirection.ASC ? 'infinity' : '-infinity')})`,
        type: 'date',
      };
    case EstablishmentOrderField.DISTANCE: {
      const near = requiredCondition(where, 'near');
      if (!near) throw badUserInput('orderBy', 'The order DISTANCE requires `where.near`, the point to measure from.');
      return { name: field, expression: distanceFrom(near), type: 'float8' };
    }
    case EstablishmentOrderField.RELEVANCE: {
      const search = requiredCondition(where, 'search');
      if (!search) throw badUserInput('orderBy', 'The order RELEVANCE requires `where.search`, the words to match.');
      return byRelevance(field, search);
    }
  }
}

/** The sites of a legal entity. */
export const sitesOf = (legalEntity: EstablishmentRow): Parent => ({
  name: 'legal entity',
  column: sql`e.legal_entity_finess`,
  key: legalEntity.finess,
});

/** The establishments located in a territory, at any level below it. */
export const establishmentsIn = (parent: TerritoryRow): Parent => ({
  name: parent.level,
  column: sql.ref(
    { COMMUNE: 'place.code', DEPARTMENT: 'place.department_code', REGION: 'place.region_code' }[parent.level],
  ),
  key: parent.code,
});

/** The numbers of establishments in other registers. */
export const identifiers: TableListing<Identifier> = {
  name: 'identifiers',
  from: (db) => db.selectFrom('identifier as i'),
  columns: columnsOf(Identifier, 'i'),
  key: { name: 'VALUE', expression: sql`(i.system, i.value)`, type: 'text' },
};

/** The numbers of an establishment. */
export const identifiersOf = (establishment: EstablishmentRow): Parent => ({
  name: 'establishment',
  column: sql`i.establishment_finess`,
  key: establishment.finess,
});
