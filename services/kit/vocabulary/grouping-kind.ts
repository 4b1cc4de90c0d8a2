import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum GroupingKind {
  GHT = 'GHT',
  GHT_PSYCHIATRY = 'GHT_PSYCHIATRY',
  GCS_MEANS = 'GCS_MEANS',
  GCS_ESTABLISHMENT = 'GCS_ESTABLISHMENT',
  SIH = 'SIH',
  GIE = 'GIE',
  GIP = 'GIP',
  FMIH = 'FMIH',
  JOINT_MANAGEMENT = 'JOINT_MANAGEMENT',
  OTHER = 'OTHER',
}

registerEnumType(GroupingKind, {
  name: 'GroupingKind',
  description: 'The legal forms of cooperation between establishments.',
  valuesConfig: {
    GHT: { description: 'Territorial hospital group (groupement hospitalier de territoire).' },
    GHT_PSYCHIATRY: { description: 'Territorial hospital group of psychiatric hospitals.' },
    GCS_MEANS: {
      description: 'Cooperation group that pools resources (groupement de coopération sanitaire de moyens).',
    },
    GCS_ESTABLISHMENT: {
      description:
        'Cooperation group that is itself an establishment (groupement de coopération sanitaire établissement).',
    },
    SIH: {
      description: 'Interhospital syndicate (syndicat interhospitalier), the predecessor of the cooperation groups.',
    },
    GIE: { description: "Economic interest group (groupement d'intérêt économique)." },
    GIP: { description: "Public interest group (groupement d'intérêt public)." },
    FMIH: { description: 'Interhospital medical federation (fédération médicale interhospitalière).' },
    JOINT_MANAGEMENT: { description: 'Joint management (direction commune).' },
    OTHER: { description: 'Another form.' },
  },
});
