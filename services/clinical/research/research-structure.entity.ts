import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';

export enum ResearchStructureKind {
  RESEARCH_COMMITTEE = 'RESEARCH_COMMITTEE',
  SUPPORT_PLATFORM = 'SUPPORT_PLATFORM',
  INVESTIGATION_CENTRE = 'INVESTIGATION_CENTRE',
}

registerEnumType(ResearchStructureKind, {
  name: 'ResearchStructureKind',
  description: 'The function of a research structure.',
  valuesConfig: {
    RESEARCH_COMMITTEE: { description: 'Steers clinical research (comité de la recherche clinique).' },
    SUPPORT_PLATFORM: {
      description: "Supports investigators with methods, data and regulation (plateforme d'appui à la recherche).",
    },
    INVESTIGATION_CENTRE: { description: "Conducts studies on patients (centre d'investigation clinique, CIC)." },
  },
});

@Entity({ tableName: 'research_structure' })
@ObjectType({
  implements: Node,
  description: 'A structure in which establishments conduct clinical research together.',
})
@Directive('@key(fields: "id")')
export class ResearchStructure extends OwnedRow {
  declare [EntityName]?: 'ResearchStructure';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as stated by its source.' })
  name!: string;

  @Property({ type: 'text' })
  @Field(() => ResearchStructureKind, { description: 'Its function.' })
  kind!: ResearchStructureKind;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
