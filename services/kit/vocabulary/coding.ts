import 'reflect-metadata';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { hubLabelsOf } from './hub-labels.ts';
import type { Language } from './language.ts';

/** The nomenclatures of the hub's codings, by URI or name. */
export const CodeSystem = {
  category: 'finess-category',
  legalStatus: 'finess-legal-status',
  publicService: 'finess-public-service',
  territory: 'insee-cog',
  discipline: 'https://mos.esante.gouv.fr/NOS/TRE_R211-ActiviteOperationnelle/FHIR/TRE-R211-ActiviteOperationnelle',
  specialty: 'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale',
  activity: 'finess-activity',
  modality: 'finess-modality',
  mention: 'finess-mention',
  practice: 'finess-practice',
  declaration: 'finess-declaration',
  form: 'finess-form',
  operatingMode: 'finess-operating-mode',
  clientele: 'finess-clientele',
  capacityUnit: 'finess-capacity-unit',
  declaredActivity: 'sae-activity',
  medicalStaff: 'sae-medical-staff',
  otherStaff: 'sae-other-staff',
  staffDiscipline: 'sae-staff-discipline',
  emergencyDepartment: 'sae-emergency',
  criticalCareUnit: 'sae-critical-care',
  maternityType: 'sae-maternity',
  operatingRoom: 'sae-operating-room',
  dialysisModality: 'sae-dialysis',
  nullFlavor: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
  hub: 'maillage',
} as const;

@ObjectType({ description: 'A code of an external nomenclature, with its label (FHIR `Coding`).' })
@Directive('@shareable')
@Directive('@cost(weight: 0)')
export class Coding {
  @Field(() => String, { description: 'The nomenclature that the code belongs to (FHIR `Coding.system`).' })
  system!: string;

  @Field(() => String, { description: 'The code, as written in the nomenclature (FHIR `Coding.code`).' })
  code!: string;

  label!: string;

  translations?: Readonly<Record<Language, string>>;
}

const ofHub = (system: string, code: string): Coding => {
  const translations = hubLabelsOf(code);
  return translations ? { system, code, label: translations.EN, translations } : { system, code, label: code };
};

/** The coding of a required code that no source states: HL7's `UNK`. */
const unknownCoding = ofHub(CodeSystem.nullFlavor, 'UNK');

/** A coding of a nomenclature. Its label defaults to what the hub's own code means, or to the code; a null code is {@link unknownCoding}. */
export function coding(system: string, code: string | null, label: string | null): Coding {
  if (code === null) return unknownCoding;
  return label === null && system === CodeSystem.hub ? ofHub(system, code) : { system, code, label: label ?? code };
}

@ObjectType({ description: 'The number of objects with a value.' })
@Directive('@shareable')
export class Group {
  @Field(() => Coding, { description: 'The value; `UNK` if unknown.' })
  key!: Coding;

  @Field(() => Int, { description: 'The number of objects with the value.' })
  count!: number;
}
