import type { Service } from '../kit/service.ts';
import { datasets } from './datasets/index.ts';
import { authorisationsModule } from './authorisations/index.ts';
import { careModule } from './care/index.ts';
import { declaredActivitiesModule } from './declared-activities/index.ts';
import { foreignModule } from './foreign/index.ts';
import { imagingModule } from './imaging/index.ts';
import { labsModule } from './labs/index.ts';
import { Care } from './migrations/20261124-care.ts';
import { Imaging } from './migrations/20261124-imaging.ts';
import { Labs } from './migrations/20261124-labs.ts';
import { Pharmacies } from './migrations/20261124-pharmacy.ts';
import { Research } from './migrations/20261124-research.ts';
import { Training } from './migrations/20261124-training.ts';
import { Reading } from './migrations/20261127-reading.ts';
import { Authorisations } from './migrations/20261130-authorisations.ts';
import { DeclaredActivities } from './migrations/20261201-declared-activities.ts';
import { Workforce } from './migrations/20261202-workforce.ts';
import { SpecialisedUnits } from './migrations/20261203-specialised-units.ts';
import { AuthorisedActivities } from './migrations/20261208-authorised-activities.ts';
import { Codes } from './migrations/20261210-codes.ts';
import { Folding } from './migrations/20261211-folding.ts';
import { Ownership } from './migrations/20261218-ownership.ts';
import { ChangedAt } from './migrations/20261222-changed-at.ts';
import { pharmacyModule } from './pharmacy/index.ts';
import { researchModule } from './research/index.ts';
import { specialisedUnitsModule } from './specialised-units/index.ts';
import { trainingModule } from './training/index.ts';
import { workforceModule } from './workforce/index.ts';
import { tracked } from './tracked-tables.ts';

/** The clinical domains: authorisations, care, declared activities, imaging, laboratories, pharmacy, research, specialised units, training and workforce. */
export const clinical: Service = {
  name: 'clinical',
  modules: [
    foreignModule,
    authorisationsModule,
    careModule,
    declaredActivitiesModule,
    imagingModule,
    labsModule,
    pharmacyModule,
    researchModule,
    specialisedUnitsModule,
    trainingModule,
    workforceModule,
  ],
  datasets,
  migrations: [
    Care,
    Imaging,
    Labs,
    Pharmacies,
    Research,
    Training,
    Reading,
    Authorisations,
    DeclaredActivities,
    Workforce,
    SpecialisedUnits,
    AuthorisedActivities,
    Codes,
    Folding,
    Ownership,
    ChangedAt,
  ],
  tracked,
};
