import { registerEnumType } from 'type-graphql';

export enum CooperationMode {
  JOINT_TEAM = 'JOINT_TEAM',
  SHARED_TIME = 'SHARED_TIME',
  CONTINUITY_OF_CARE = 'CONTINUITY_OF_CARE',
  JOINT_UNIT = 'JOINT_UNIT',
  ACTIVITY_TRANSFER = 'ACTIVITY_TRANSFER',
  ADDED_CAPACITY = 'ADDED_CAPACITY',
  SITE_SPECIALISATION = 'SITE_SPECIALISATION',
  SERVICE_PROVISION = 'SERVICE_PROVISION',
  TELEMEDICINE = 'TELEMEDICINE',
  GROUP_PURCHASING = 'GROUP_PURCHASING',
  CONVERGENCE = 'CONVERGENCE',
  ASSOCIATED_CENTRE = 'ASSOCIATED_CENTRE',
  TRAINING = 'TRAINING',
}

registerEnumType(CooperationMode, {
  name: 'CooperationMode',
  description: 'The mode of cooperation between establishments.',
  valuesConfig: {
    JOINT_TEAM: { description: 'One team with professionals of several establishments (équipe commune).' },
    SHARED_TIME: {
      description: 'Professionals work some sessions at the other establishment (temps partagé, vacations).',
    },
    CONTINUITY_OF_CARE: { description: 'Shared on-call cover (permanence et continuité des soins).' },
    JOINT_UNIT: { description: 'One unit created together (unité commune).' },
    ACTIVITY_TRANSFER: { description: 'An activity moves from one establishment to another (transfert d’activité).' },
    ADDED_CAPACITY: { description: 'Beds or places that the cooperation adds (capacité supplémentaire).' },
    SITE_SPECIALISATION: { description: 'Each site takes on a part of the work (spécialisation des sites).' },
    SERVICE_PROVISION: { description: 'One establishment provides a service to the other (prestation de service).' },
    TELEMEDICINE: { description: 'Remote medical acts, such as teleradiology (télémédecine).' },
    GROUP_PURCHASING: { description: 'Purchasing together (achats groupés).' },
    CONVERGENCE: { description: 'Alignment of two systems or departments (convergence).' },
    ASSOCIATED_CENTRE: { description: 'One establishment becomes an associated centre of the other (centre associé).' },
    TRAINING: { description: 'Training together (formation).' },
  },
});

export enum ActionStatus {
  STUDIED = 'STUDIED',
  IN_DEVELOPMENT = 'IN_DEVELOPMENT',
  IMPLEMENTED = 'IMPLEMENTED',
  SUSPENDED = 'SUSPENDED',
  ABANDONED = 'ABANDONED',
}

registerEnumType(ActionStatus, {
  name: 'ActionStatus',
  description: 'The progress of a cooperation action.',
  valuesConfig: {
    STUDIED: { description: 'Under study (à l’étude).' },
    IN_DEVELOPMENT: { description: 'In development (en développement).' },
    IMPLEMENTED: { description: 'Implemented (mise en œuvre).' },
    SUSPENDED: { description: 'Temporarily suspended.' },
    ABANDONED: { description: 'Abandoned.' },
  },
});

export enum ActionGroupField {
  STATUS = 'STATUS',
  DOMAIN = 'DOMAIN',
  MODE = 'MODE',
  DISCIPLINE = 'DISCIPLINE',
}

registerEnumType(ActionGroupField, {
  name: 'ActionGroupField',
  description: 'The fields by which cooperation actions can be counted.',
  valuesConfig: {
    STATUS: { description: 'The progress.' },
    DOMAIN: { description: 'The domain.' },
    MODE: { description: 'The mode of cooperation.' },
    DISCIPLINE: { description: 'The discipline.' },
  },
});
