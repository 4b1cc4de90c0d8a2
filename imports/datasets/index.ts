import { OperatorError } from '../../platform/errors.ts';
import { actions, actionStatuses, agreements } from './agreements.ts';
import { careActivities, careUnits } from './care.ts';
import type { Dataset } from './dataset.ts';
import { groupingPopulations, groupings, identifiers, memberships, successions } from './groups.ts';
import { imagingActivities, teleradiologyFlows } from './imaging.ts';
import { labReferrals, laboratories } from './labs.ts';
import { pharmacies, pharmacySupplies } from './pharmacy.ts';
import { researchParticipations, researchStructures, studies, studyCentres } from './research.ts';
import { sources } from './sources.ts';
import { suggest } from './suggest.ts';
import { productionUnits, supplyContracts } from './supply.ts';
import { internCensuses, trainingPosts, workforceNeeds } from './training.ts';

/** Every dataset, each after those that its rows refer to. */
export const datasets: Dataset[] = [
  sources,
  identifiers,
  successions,
  groupings,
  groupingPopulations,
  agreements,
  memberships,
  actions,
  actionStatuses,
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
  productionUnits,
  supplyContracts,
];

/** The dataset with a name. @throws OperatorError when there is none */
export function datasetNamed(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found) return found;
  const names = datasets.map((dataset) => dataset.name);
  const hint = suggest(name, names) || `; the datasets are ${names.join(', ')}.`;
  throw new OperatorError(`Unknown dataset ${name}${hint}`);
}
