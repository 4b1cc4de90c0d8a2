import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../shared/node-id.ts';

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
    GCS_MEANS: { description: 'Cooperation group that pools means (groupement de coopération sanitaire de moyens).' },
    GCS_ESTABLISHMENT: {
      description:
        'Cooperation group that is itself an establishment (groupement de coopération sanitaire établissement).',
    },
    SIH: {
      description: 'Interhospital syndicate (syndicat interhospitalier), the form before the cooperation groups.',
    },
    GIE: { description: "Economic interest group (groupement d'intérêt économique)." },
    GIP: { description: "Public interest group (groupement d'intérêt public)." },
    FMIH: { description: 'Interhospital medical federation (fédération médicale interhospitalière).' },
    JOINT_MANAGEMENT: { description: 'Joint management (direction commune).' },
    OTHER: { description: 'Another form.' },
  },
});

@Entity({ tableName: 'grouping' })
@ObjectType({
  implements: Node,
  description:
    'A structure of cooperation between establishments, such as a territorial hospital group (FHIR `OrganizationAffiliation`).',
})
@Directive('@key(fields: "code")')
export class Grouping {
  declare [EntityName]?: 'Grouping';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description:
      "Its code: the ministry's for territorial hospital groups (`44108`), otherwise the FINESS number of its legal entity.",
  })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => GroupingKind, { description: 'Its legal form.' })
  kind!: GroupingKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text', nullable: true })
  legalEntityFiness!: string | null;

  @Property({ type: 'date', nullable: true })
  closedOn!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;

  @Property({ type: 'date', nullable: true })
  listedOn!: string | null;
}
