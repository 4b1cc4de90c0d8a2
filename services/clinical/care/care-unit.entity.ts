import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Period } from '../../kit/reading/period.ts';

export enum CareUnitKind {
  WARD = 'WARD',
  JOINT_TEAM = 'JOINT_TEAM',
  CONSULTATION = 'CONSULTATION',
  ON_CALL = 'ON_CALL',
  DAY_HOSPITAL = 'DAY_HOSPITAL',
  MOBILE_TEAM = 'MOBILE_TEAM',
}

registerEnumType(CareUnitKind, {
  name: 'CareUnitKind',
  description: 'The organisation of a care unit.',
  valuesConfig: {
    WARD: { description: "Ward with beds (unité d'hospitalisation complète)." },
    JOINT_TEAM: { description: 'Team of professionals of several establishments (équipe commune).' },
    CONSULTATION: { description: 'Consultation (unité de consultation).' },
    ON_CALL: { description: 'On-call line (ligne de garde ou d’astreinte).' },
    DAY_HOSPITAL: { description: 'Day hospital (hôpital de jour).' },
    MOBILE_TEAM: { description: 'Mobile team (équipe mobile).' },
  },
});

@Entity({ tableName: 'discipline' })
export class Discipline {
  declare [EntityName]?: 'Discipline';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;
}

@Entity({ tableName: 'care_unit' })
@ObjectType({
  implements: Node,
  description: 'A unit that cares for patients in one discipline at one site (FHIR `HealthcareService`).',
})
@Directive('@key(fields: "id")')
export class CareUnit extends OwnedRow {
  declare [EntityName]?: 'CareUnit';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as stated by its source.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text' })
  @Field(() => CareUnitKind, { description: 'Its organisation.' })
  kind!: CareUnitKind;

  @Property({ type: 'text' })
  disciplineCode!: string;

  @Property({ type: 'text' })
  siteFiness!: string;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Its beds for full stays (lits); null if unknown.',
  })
  beds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Its places for day stays (places); null if unknown.',
  })
  places!: number | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'The period in which it operates. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'care_unit_staff' })
export class CareUnitStaff {
  declare [EntityName]?: 'CareUnitStaff';

  @PrimaryKey({ type: 'text' })
  careUnitCode!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}
