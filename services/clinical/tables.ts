import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { Authorisation, AuthorisationCode } from './authorisations/authorisation.entity.ts';
import type { AuthorisedCapacity } from './authorisations/authorised-capacity.entity.ts';
import type { CareActivity, GroupingCareActivity } from './care/care-activity.entity.ts';
import type { CareUnit, CareUnitStaff, Discipline } from './care/care-unit.entity.ts';
import type { DeclaredActivity } from './declared-activities/declared-activity.entity.ts';
import type { StatisticsCode } from './declared-activities/statistics-code.entity.ts';
import type { GroupingImagingActivity, ImagingActivity } from './imaging/imaging-activity.entity.ts';
import type { TeleradiologyFlow } from './imaging/teleradiology-flow.entity.ts';
import type { LabReferral } from './labs/lab-referral.entity.ts';
import type { Laboratory, LaboratorySharing } from './labs/laboratory.entity.ts';
import type { PharmacySupply } from './pharmacy/pharmacy-supply.entity.ts';
import type { Pharmacy } from './pharmacy/pharmacy.entity.ts';
import type { ResearchParticipation } from './research/research-participation.entity.ts';
import type { ResearchStructure } from './research/research-structure.entity.ts';
import type { StudyCentre } from './research/study-centre.entity.ts';
import type { Study } from './research/study.entity.ts';
import type { CriticalCare } from './specialised-units/critical-care.entity.ts';
import type { DialysisActivity } from './specialised-units/dialysis-activity.entity.ts';
import type { EmergencyActivity } from './specialised-units/emergency-activity.entity.ts';
import type { OperatingTheatres } from './specialised-units/operating-theatres.entity.ts';
import type { PerinatalActivity } from './specialised-units/perinatal-activity.entity.ts';
import type { InternCensus } from './training/intern-census.entity.ts';
import type { Specialty } from './training/specialty.entity.ts';
import type { TrainingPost, TrainingPostRotation } from './training/training-post.entity.ts';
import type { WorkforceNeed } from './training/workforce-need.entity.ts';
import type { WorkforceFigure } from './workforce/workforce-figure.entity.ts';

/** The service's tables, as declared by its entities. */
export type Tables = InferClassEntityDB<
  | typeof Authorisation
  | typeof AuthorisationCode
  | typeof AuthorisedCapacity
  | typeof CareActivity
  | typeof CareUnit
  | typeof CareUnitStaff
  | typeof CriticalCare
  | typeof DeclaredActivity
  | typeof DialysisActivity
  | typeof Discipline
  | typeof EmergencyActivity
  | typeof GroupingCareActivity
  | typeof GroupingImagingActivity
  | typeof ImagingActivity
  | typeof InternCensus
  | typeof LabReferral
  | typeof Laboratory
  | typeof LaboratorySharing
  | typeof OperatingTheatres
  | typeof PerinatalActivity
  | typeof Pharmacy
  | typeof PharmacySupply
  | typeof ResearchParticipation
  | typeof ResearchStructure
  | typeof Specialty
  | typeof StatisticsCode
  | typeof Study
  | typeof StudyCentre
  | typeof TeleradiologyFlow
  | typeof TrainingPost
  | typeof TrainingPostRotation
  | typeof WorkforceFigure
  | typeof WorkforceNeed
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
