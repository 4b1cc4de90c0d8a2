/** The legal entity of a regional hospital that is not a university hospital. */
interface RegionalHospital {
  legalEntity: string;
  /** The first day on which it is a university hospital; null where it is none to this day. */
  until: string | null;
}

/**
 * FINESS category 101, "Centre hospitalier régional", covers university and other regional hospitals alike. These two are the ones that
 * are not university hospitals (Sénat, question écrite n° 02106, 2022); Orléans has been one since its convention of 12 October 2023.
 */
export const regionalHospitalsWithoutUniversity: readonly RegionalHospital[] = [
  // CHR Metz-Thionville
  { legalEntity: '570005165', until: null },
  // CHR, today CHU d'Orléans
  { legalEntity: '450000088', until: '2023-10-12' },
];
