import { BiosafetyLevel } from '../../kit/vocabulary/biosafety-level.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';

export enum LabSpecialty {
  BIOCHEMISTRY = 'BIOCHEMISTRY',
  HAEMATOLOGY = 'HAEMATOLOGY',
  MICROBIOLOGY = 'MICROBIOLOGY',
  IMMUNOLOGY = 'IMMUNOLOGY',
  VIROLOGY = 'VIROLOGY',
  GENETICS = 'GENETICS',
  PATHOLOGY = 'PATHOLOGY',
  TOXICOLOGY = 'TOXICOLOGY',
}

registerEnumType(LabSpecialty, {
  name: 'LabSpecialty',
  description: 'The specialties of medical laboratories.',
  valuesConfig: {
    BIOCHEMISTRY: { description: 'Biochemistry (biochimie).' },
    HAEMATOLOGY: { description: 'Haematology (hématologie biologique).' },
    MICROBIOLOGY: { description: 'Bacteriology, mycology and parasitology (microbiologie).' },
    IMMUNOLOGY: { description: 'Immunology (immunologie).' },
    VIROLOGY: { description: 'Virology (virologie).' },
    GENETICS: { description: 'Genetics (génétique médicale).' },
    PATHOLOGY: { description: 'Pathology of tissues and cells (anatomie et cytologie pathologiques).' },
    TOXICOLOGY: { description: 'Toxicology and pharmacology (toxicologie, pharmacologie).' },
  },
});

@Entity({ tableName: 'laboratory' })
@ObjectType({ implements: Node, description: 'A medical laboratory (laboratoire de biologie médicale).' })
@Directive('@key(fields: "id")')
export class Laboratory extends OwnedRow {
  declare [EntityName]?: 'Laboratory';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as stated by its source.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text' })
  siteFiness!: string;

  @Property({ type: 'text', nullable: true })
  operatedByFiness!: string | null;

  @Property({ type: 'text[]' })
  @Field(() => [LabSpecialty], { description: 'Its specialties; empty if unknown.' })
  specialties!: LabSpecialty[];

  @Property({ type: 'text' })
  @Field(() => BiosafetyLevel, { description: 'Its highest containment level.' })
  biosafety!: BiosafetyLevel;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'The period in which it operates. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'laboratory_sharing' })
export class LaboratorySharing {
  declare [EntityName]?: 'LaboratorySharing';

  @PrimaryKey({ type: 'text' })
  laboratoryCode!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}
