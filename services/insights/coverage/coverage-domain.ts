import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum CoverageDomain {
  REGISTER = 'REGISTER',
  LEGAL_ENTITIES = 'LEGAL_ENTITIES',
  GROUP_MEMBERS = 'GROUP_MEMBERS',
  GROUP_PARTNERS = 'GROUP_PARTNERS',
  UNIVERSITY_ASSOCIATIONS = 'UNIVERSITY_ASSOCIATIONS',
  AGREEMENTS = 'AGREEMENTS',
  CARE_UNITS = 'CARE_UNITS',
  CAPACITY = 'CAPACITY',
  IMAGING = 'IMAGING',
  LABORATORIES = 'LABORATORIES',
  PHARMACIES = 'PHARMACIES',
  AUTHORISATIONS = 'AUTHORISATIONS',
  WORKFORCE = 'WORKFORCE',
  INTERNS = 'INTERNS',
  NEEDS = 'NEEDS',
  RESEARCH = 'RESEARCH',
  CATERING = 'CATERING',
  LAUNDRY = 'LAUNDRY',
}

registerEnumType(CoverageDomain, {
  name: 'CoverageDomain',
  description:
    'A domain of the facts of the hub, with what is counted in it: what it knows, and what it should know where a source counts that. All counts are of today, or of the latest year of the statistics.',
  valuesConfig: {
    REGISTER: {
      description:
        'Open sites (établissements). Expected: the same, once a whole extract of the register (FINESS, FINESS+) is loaded.',
    },
    LEGAL_ENTITIES: {
      description:
        'Open legal entities with a name (entités juridiques). Expected: those that the register names as the legal entity of a site, by number at least.',
    },
    GROUP_MEMBERS: {
      description:
        'Memberships in groupings (membres de groupements), except of associates and partners. Expected: those that a whole extract of FINESS+ lists.',
    },
    GROUP_PARTNERS: {
      description:
        'Establishments that say to be partners of territorial hospital groups (partenaires de GHT). Expected: those of the table ORG of SAE.',
    },
    UNIVERSITY_ASSOCIATIONS: {
      description:
        'University hospitals that are associated with a territorial hospital group (CHU associés), or of a grouping those associated with it. Expected: the university hospitals of the register; not counted for a grouping.',
    },
    AGREEMENTS: { description: 'Agreements in force (conventions). No source counts them.' },
    CARE_UNITS: { description: 'Care units (unités de soins). No source counts them.' },
    CAPACITY: {
      description:
        'Establishments with beds, places or stays (capacités). Expected: those that declare hospital care (SAE, table FILTRE).',
    },
    IMAGING: {
      description:
        'Establishments with imaging figures (imagerie). Expected: those that declare imaging (SAE, FILTRE).',
    },
    LABORATORIES: {
      description:
        'Laboratories, and establishments that declare one (laboratoires). Expected: open sites of category 611 of the register (laboratoires de biologie médicale).',
    },
    PHARMACIES: {
      description:
        'Hospital pharmacies, and establishments that declare one (pharmacies à usage intérieur). Expected: those that declare one (SAE, FILTRE).',
    },
    AUTHORISATIONS: {
      description:
        'Authorisations in force (autorisations). Expected: the same, once a whole extract of the authorised activities of FINESS+ is loaded.',
    },
    WORKFORCE: {
      description:
        'Establishments with staff figures (effectifs). Expected: those of the whole tables Q20 and Q24 of SAE.',
    },
    INTERNS: {
      description: 'Establishments with a census of interns (internes). Expected: those of the whole table Q22 of SAE.',
    },
    NEEDS: {
      description: 'Establishments that state their needs for staff (besoins en personnel). No source counts them.',
    },
    RESEARCH: { description: 'Research structures (structures de recherche). No source counts them.' },
    CATERING: { description: 'Kitchens, and contracts of supply (restauration). No source counts them.' },
    LAUNDRY: { description: 'Laundries, and contracts of supply (blanchisserie). No source counts them.' },
  },
});
