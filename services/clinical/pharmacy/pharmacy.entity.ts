import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../shared/node-id.ts';
import { Period } from '../../shared/period.ts';

export enum PharmacyActivity {
  CYTOTOXICS = 'CYTOTOXICS',
  STERILE_PREPARATIONS = 'STERILE_PREPARATIONS',
  HOSPITAL_PREPARATIONS = 'HOSPITAL_PREPARATIONS',
  STERILISATION = 'STERILISATION',
  RETROCESSION = 'RETROCESSION',
  PURCHASING = 'PURCHASING',
}

registerEnumType(PharmacyActivity, {
  name: 'PharmacyActivity',
  description: 'The activities that hospital pharmacies do, for themselves or for others.',
  valuesConfig: {
    CYTOTOXICS: { description: 'Preparation of cytotoxic medicines (préparation des cytotoxiques).' },
    STERILE_PREPARATIONS: { description: 'Other sterile preparations (préparations stériles).' },
    HOSPITAL_PREPARATIONS: {
      description: 'Medicines made in advance where the market has none (préparations hospitalières).',
    },
    STERILISATION: { description: 'Sterilisation of medical devices (stérilisation des dispositifs médicaux).' },
    RETROCESSION: { description: 'Medicines dispensed to patients who are not hospitalised (rétrocession).' },
    PURCHASING: { description: 'Purchasing of medicines and medical devices (achats).' },
  },
});

@Entity({ tableName: 'pharmacy' })
@ObjectType({ implements: Node, description: 'A hospital pharmacy (pharmacie à usage intérieur).' })
@Directive('@key(fields: "id")')
export class Pharmacy {
  declare [EntityName]?: 'Pharmacy';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as its source gives it.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text' })
  siteFiness!: string;

  @Property({ type: 'text', nullable: true })
  operatedByFiness!: string | null;

  @Property({ type: 'text[]' })
  @Field(() => [PharmacyActivity], { description: 'What it does; none where its source states none.' })
  activities!: PharmacyActivity[];

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'From when to when it works; the first of the month where its source states no day.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}
