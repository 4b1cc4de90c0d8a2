import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum Language {
  FR = 'FR',
  EN = 'EN',
}

registerEnumType(Language, {
  name: 'Language',
  description: 'A language of labels.',
  valuesConfig: { FR: { description: 'French.' }, EN: { description: 'English.' } },
});
