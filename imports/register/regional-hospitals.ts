/** The legal entity of a regional hospital that is not a university hospital. */
interface RegionalHospital {
  legalEntity: string;
  /** The first day on which it is a university hospital; null if it is not one. */
  until: string | null;
}

/**
 * FINESS category 101, "Centre hospitalier régional", covers university hospitals and other regional hospitals. Only these two are not
 * university hospitals (Sénat, question écrite n° 02106, 2022); Orléans became one with its convention of 12 October 2023.
 */
export const regionalHospitalsWithoutUniversity: readonly RegionalHospital[] = [
  // CHR Metz-Thionville
  { legalEntity: '570005165', until: null },
  // CHR, today CHU d'Orléans
  { legalEntity: '450000088', until: '2023-10-12' },
];
