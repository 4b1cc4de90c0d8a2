import { ownValue } from '../../../platform/own-value.ts';
import type { Language } from './language.ts';

type Labels = Readonly<Record<Language, string>>;

const of = (FR: string, EN: string): Labels => ({ FR, EN });

/** What the codes of the hub's own vocabularies mean. A code that several of them have means the same in all. */
const labels: Readonly<Record<string, Labels>> = {
  // Levels
  LEGAL_ENTITY: of('entité juridique', 'legal entity'),
  SITE: of('établissement', 'site'),
  // Sectors
  PUBLIC: of('public', 'public'),
  PRIVATE_NON_PROFIT: of('privé non lucratif', 'private, non-profit'),
  PRIVATE_FOR_PROFIT: of('privé lucratif', 'private, for-profit'),
  UNKNOWN: of('inconnu', 'unknown'),
  // Domains
  CARE: of('soins', 'care'),
  IMAGING: of('imagerie', 'imaging'),
  LABS: of('laboratoires', 'laboratories'),
  PHARMACY: of('pharmacie', 'pharmacy'),
  RESEARCH: of('recherche', 'research'),
  TRAINING: of('formation', 'training'),
  INFORMATION_SYSTEMS: of("systèmes d'information", 'information systems'),
  CATERING: of('restauration', 'catering'),
  LAUNDRY: of('blanchisserie', 'laundry'),
  // Modes of cooperation
  JOINT_TEAM: of('équipe commune', 'joint team'),
  SHARED_TIME: of('temps partagé', 'shared time'),
  CONTINUITY_OF_CARE: of('permanence et continuité des soins', 'continuity of care'),
  JOINT_UNIT: of('unité commune', 'joint unit'),
  ACTIVITY_TRANSFER: of("transfert d'activité", 'transfer of an activity'),
  ADDED_CAPACITY: of('capacité supplémentaire', 'added capacity'),
  SITE_SPECIALISATION: of('spécialisation des sites', 'specialisation of sites'),
  SERVICE_PROVISION: of('prestation de service', 'provision of a service'),
  TELEMEDICINE: of('télémédecine', 'telemedicine'),
  GROUP_PURCHASING: of('achats groupés', 'group purchasing'),
  CONVERGENCE: of('convergence', 'convergence'),
  ASSOCIATED_CENTRE: of('centre associé', 'associated centre'),
  // Progress
  STUDIED: of("à l'étude", 'under study'),
  IN_DEVELOPMENT: of('en développement', 'in development'),
  IMPLEMENTED: of('mise en œuvre', 'implemented'),
  SUSPENDED: of('suspendue', 'suspended'),
  ABANDONED: of('abandonnée', 'abandoned'),
  // Groups of establishments
  NONE: of('dans aucun groupement hospitalier de territoire', 'in no territorial hospital group'),
  UNK: of('inconnu', 'unknown'),
};

/** The labels of a code of the hub's own vocabularies, by language; undefined for another code. */
export const hubLabelsOf = (code: string): Labels | undefined => ownValue(labels, code);
