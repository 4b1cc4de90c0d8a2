import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum EstablishmentLevel {
  LEGAL_ENTITY = 'LEGAL_ENTITY',
  SITE = 'SITE',
}

registerEnumType(EstablishmentLevel, {
  name: 'EstablishmentLevel',
  description: 'The two levels of the national register (FINESS).',
  valuesConfig: {
    LEGAL_ENTITY: { description: 'The legal person that holds the authorisations (entité juridique, EJ).' },
    SITE: { description: 'A geographic site of a legal entity (entité géographique, établissement, ET).' },
  },
});
