import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum MembershipRole {
  SUPPORT = 'SUPPORT',
  PARTY = 'PARTY',
  ASSOCIATE = 'ASSOCIATE',
  PARTNER = 'PARTNER',
  MEMBER = 'MEMBER',
  HEAD = 'HEAD',
}

registerEnumType(MembershipRole, {
  name: 'MembershipRole',
  description: 'The role of an establishment in a grouping.',
  valuesConfig: {
    SUPPORT: { description: 'Support establishment of a territorial group (établissement support).' },
    PARTY: { description: 'Party to a territorial group (établissement partie).' },
    ASSOCIATE: {
      description: 'Associated establishment, such as a university hospital or a military one (établissement associé).',
    },
    PARTNER: {
      description:
        'Partner under an agreement (établissement partenaire), or by its own statement (SAE, table ORG). Partners are not members.',
    },
    MEMBER: { description: 'Member.' },
    HEAD: { description: 'Head of the structure (établissement siège).' },
  },
});
