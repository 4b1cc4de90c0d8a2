import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { CooperationActionHistory } from './agreements/action-status.entity.ts';
import type { Agreement, AgreementParty } from './agreements/agreement.entity.ts';
import type {
  CooperationAction,
  CooperationActionBeneficiary,
  Discipline,
} from './agreements/cooperation-action.entity.ts';
import type { Change } from './changes/change.entity.ts';
import type { Anomaly } from './anomalies/anomaly.entity.ts';
import type { RegisterEvent } from './events/register-event.entity.ts';
import type { GroupingIdentifier } from './groupings/grouping-identifier.entity.ts';
import type { Grouping, GroupingInhabitants } from './groupings/grouping.entity.ts';
import type { Membership } from './groupings/membership.entity.ts';
import type { LegalStatus, Nomenclature } from './register/codes.entity.ts';
import type { Establishment, Identifier } from './register/establishment.entity.ts';
import type { Succession } from './register/succession.entity.ts';
import type { Source } from './sources/source.entity.ts';
import type { Territory, TerritoryPopulation } from './territories/territory.entity.ts';

/** The service's tables, as declared by its entities. */
export type Tables = InferClassEntityDB<
  | typeof Agreement
  | typeof Anomaly
  | typeof AgreementParty
  | typeof Change
  | typeof CooperationAction
  | typeof CooperationActionBeneficiary
  | typeof CooperationActionHistory
  | typeof Discipline
  | typeof Establishment
  | typeof Grouping
  | typeof GroupingIdentifier
  | typeof GroupingInhabitants
  | typeof Identifier
  | typeof LegalStatus
  | typeof Membership
  | typeof Nomenclature
  | typeof RegisterEvent
  | typeof Source
  | typeof Succession
  | typeof Territory
  | typeof TerritoryPopulation
>;

/** The context of the service's resolvers. */
export type Context = RequestReader<Tables>;

/** A listing over the service's tables. */
export type TableListing<
  Row extends object,
  Where = never,
  Order extends string = never,
  GroupField extends string = never,
> = Listing<Tables, Row, Where, Order, GroupField>;
