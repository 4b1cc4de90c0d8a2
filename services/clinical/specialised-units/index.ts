import type { Module } from '../../kit/service.ts';
import { CriticalCare } from './critical-care.entity.ts';
import { DialysisActivity } from './dialysis-activity.entity.ts';
import { EmergencyActivity } from './emergency-activity.entity.ts';
import { OperatingTheatres } from './operating-theatres.entity.ts';
import { PerinatalActivity } from './perinatal-activity.entity.ts';
import { EstablishmentSpecialisedUnitsResolver } from './establishment.ts';
import {
  CriticalCareResolver,
  DialysisActivityResolver,
  EmergencyActivityResolver,
  OperatingTheatresResolver,
  PerinatalActivityResolver,
} from './yearly-figures.resolver.ts';

export const specialisedUnitsModule: Module = {
  name: 'specialised-units',
  entities: [CriticalCare, DialysisActivity, EmergencyActivity, OperatingTheatres, PerinatalActivity],
  resolvers: [
    CriticalCareResolver,
    DialysisActivityResolver,
    EmergencyActivityResolver,
    OperatingTheatresResolver,
    PerinatalActivityResolver,
    EstablishmentSpecialisedUnitsResolver,
  ],
  entityTypes: [],
};
