import type { Dataset } from '../../kit/datasets/dataset.ts';
import { careActivities, careUnits } from './care.ts';
import { imagingActivities, teleradiologyFlows } from './imaging.ts';
import { labReferrals, laboratories } from './labs.ts';
import { pharmacies, pharmacySupplies } from './pharmacy.ts';
import { researchParticipations, researchStructures, studies, studyCentres } from './research.ts';
import { internCensuses, trainingPosts, workforceNeeds } from './training.ts';

/** The datasets of the service, each after those that its rows refer to. */
export const datasets: Dataset[] = [
  careUnits,
  careActivities,
  teleradiologyFlows,
  imagingActivities,
  laboratories,
  labReferrals,
  pharmacies,
  pharmacySupplies,
  researchStructures,
  researchParticipations,
  studies,
  studyCentres,
  trainingPosts,
  workforceNeeds,
  internCensuses,
];
