import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum BiosafetyLevel {
  P2 = 'P2',
  P3 = 'P3',
  P4 = 'P4',
}

registerEnumType(BiosafetyLevel, {
  name: 'BiosafetyLevel',
  description: 'The biological containment of a laboratory (niveau de sécurité biologique, NSB).',
  valuesConfig: {
    P2: { description: 'Level 2 (NSB2): agents of group 2, as in every medical laboratory.' },
    P3: { description: 'Level 3 (NSB3): agents of group 3, such as tuberculosis.' },
    P4: { description: 'Level 4 (NSB4): agents of group 4, such as Ebola.' },
  },
});
