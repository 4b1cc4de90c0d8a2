import type { EntityName } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { FiguresByKind } from './yearly-figures.entity.ts';

@Entity()
@ObjectType({
  description:
    'Capacity and activity of an establishment in one modality of dialysis in a year (traitement de l’insuffisance rénale chronique; SAE, table DIALYSE).',
})
export class DialysisActivity extends FiguresByKind {
  declare [EntityName]?: 'DialysisActivity';

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Stations, or places for patients (capacité); null if the statistics do not state them.',
  })
  capacity!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Patients (patients); null if the statistics do not state them.',
  })
  patients!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Sessions in the year (séances); null if the statistics do not state them.',
  })
  sessions!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Weeks of treatment in the year, in the modalities that count these instead of sessions (semaines); null if the statistics do not state them.',
  })
  weeks!: number | null;
}
