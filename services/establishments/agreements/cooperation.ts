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
  description: 'How establishments cooperate.',
  valuesConfig: {
    JOINT_TEAM: { description: 'One team of professionals of several establishments (équipe commune).' },
    SHARED_TIME: {
      description: 'Professionals work some sessions at the other establishment (temps partagé, vacations).',
    },
    CONTINUITY_OF_CARE: { description: 'Shared on-call cover (permanence et continuité des soins).' },
    JOINT_UNIT: { description: 'One unit created together (unité commune).' },
    ACTIVITY_TRANSFER: { description: 'An activity moves from one establishment to another (transfert d’activité).' },
    ADDED_CAPACITY: { description: 'Beds or places that the cooperation adds (capacité supplémentaire).' },
    SITE_SPECIALISATION: { description: 'Each site takes on a part of the work (spécialisation des sites).' },
    SERVICE_PROVISION: { description: 'One provides a service to the other (prestation de service).' },
    TELEMEDICINE: { description: 'Medical acts at a distance, such as teleradiology (télémédecine).' },
    GROUP_PURCHASING: { description: 'Purchasing together (achats groupés).' },
    CONVERGENCE: { description: 'Bringing two systems or departments closer (convergence).' },
    ASSOCIATED_CENTRE: { description: 'One becomes an associated centre of the other (centre associé).' },
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
  description: 'How far a cooperation action has come.',
  valuesConfig: {
    STUDIED: { description: 'Under study (à l’étude).' },
    IN_DEVELOPMENT: { description: 'Being developed (en développement).' },
    IMPLEMENTED: { description: 'Implemented (mise en œuvre).' },
    SUSPENDED: { description: 'Suspended for a time.' },
    ABANDONED: { description: 'Given up.' },
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
  description: 'What cooperation actions are counted by.',
  valuesConfig: {
    STATUS: { description: 'How far they have come.' },
    DOMAIN: { description: 'The domain.' },
    MODE: { description: 'How the establishments cooperate.' },
    DISCIPLINE: { description: 'The discipline.' },
  },
});
