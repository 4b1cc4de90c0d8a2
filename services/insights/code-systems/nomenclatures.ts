import { ownValue } from '../../../platform/own-value.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Nomenclature } from './coded.entity.ts';

const titles: Readonly<Record<string, string>> = {
  [CodeSystem.category]: 'Categories of establishments in FINESS (catégories), as far as loaded extracts state them',
  [CodeSystem.legalStatus]: 'Legal statuses in FINESS (statuts juridiques)',
  [CodeSystem.publicService]:
    'Participation of establishments in the public hospital service in FINESS (service public hospitalier)',
  [CodeSystem.territory]: 'Regions, departments and communes of France (INSEE, code officiel géographique)',
  [CodeSystem.discipline]: 'Disciplines of care units (TRE_R211, activités opérationnelles)',
  [CodeSystem.specialty]: 'Medical specialties (TRE_R38, spécialités ordinales)',
  [CodeSystem.activity]: 'Authorised activities in FINESS+ (activités)',
  [CodeSystem.modality]: 'Modalities of authorised activities (modalités)',
  [CodeSystem.mention]: 'Mentions of authorised activities (mentions)',
  [CodeSystem.practice]: 'Therapeutic practices of authorised activities (pratiques thérapeutiques)',
  [CodeSystem.declaration]: 'Declarations of authorised activities (déclarations)',
  [CodeSystem.form]: 'Forms of authorised activities (formes)',
  [CodeSystem.operatingMode]: 'Operating modes of social activities (modes de fonctionnement)',
  [CodeSystem.clientele]: 'Clienteles of social activities (clientèles)',
  [CodeSystem.capacityUnit]: 'Units of authorised capacities (unités de capacité)',
  [CodeSystem.declaredActivity]: 'Activities that hospitals declare (SAE, columns of the table FILTRE)',
  [CodeSystem.medicalStaff]: 'Medical staff (SAE, codes of the table Q20)',
  [CodeSystem.otherStaff]: 'Other staff (SAE, columns of the table Q24)',
  [CodeSystem.staffDiscipline]: 'Disciplines of other staff (SAE, codes of the table Q24)',
  [CodeSystem.emergencyDepartment]: 'Emergency departments (SAE, table URGENCES2)',
  [CodeSystem.criticalCareUnit]: 'Critical care units (SAE, table REA)',
  [CodeSystem.maternityType]: 'Types of maternities (SAE, table PERINAT)',
  [CodeSystem.operatingRoom]: 'Operating rooms (SAE, table BLOCS)',
  [CodeSystem.dialysisModality]: 'Modalities of dialysis (SAE, table DIALYSE)',
};

/** The nomenclatures whose codes the hub lists, ordered by system. */
export const nomenclatures: readonly Nomenclature[] = Object.entries(titles)
  .map(([system, title]) => ({ system, title }))
  .toSorted((one, other) => (one.system < other.system ? -1 : 1));

/** The nomenclature of a system; null if the hub lists none of that name. */
export function nomenclatureOf(system: string): Nomenclature | null {
  const title = ownValue(titles, system);
  return title === undefined ? null : { system, title };
}
