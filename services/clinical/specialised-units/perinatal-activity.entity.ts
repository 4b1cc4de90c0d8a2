import type { EntityName } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { YearlyFigures } from './yearly-figures.entity.ts';

@Entity()
@ObjectType({
  description:
    'Capacity and activity of an establishment in maternity and neonatal care in a year (périnatalité; SAE, table PERINAT).',
})
export class PerinatalActivity extends YearlyFigures {
  declare [EntityName]?: 'PerinatalActivity';

  @Property({ type: 'text', nullable: true })
  maternityCode!: string | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Beds in obstetrics (lits d’obstétrique); null if the statistics do not state them.',
  })
  obstetricBeds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Beds in neonatology outside intensive care (lits de néonatologie hors soins intensifs); null if the statistics do not state them.',
  })
  neonatalBeds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Beds in neonatal intensive care (lits de soins intensifs de néonatologie); null if the statistics do not state them.',
  })
  neonatalIntensiveCareBeds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Beds in neonatal resuscitation (lits de réanimation néonatale); null if the statistics do not state them.',
  })
  neonatalResuscitationBeds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Delivery rooms (salles de travail); null if the statistics do not state them.',
  })
  deliveryRooms!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Stays in obstetrics in the year (séjours); null if the statistics do not state them.',
  })
  obstetricStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Days of the stays in obstetrics in the year (journées); null if the statistics do not state them.',
  })
  obstetricDays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Deliveries of one child in the year (accouchements uniques); null if the statistics do not state them.',
  })
  singleDeliveries!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Deliveries of several children in the year (accouchements multiples); null if the statistics do not state them.',
  })
  multipleDeliveries!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Stays with a delivery by caesarean section in the year (séjours avec césarienne); null if the statistics do not state them.',
  })
  caesareanStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Abortions in the year (interruptions volontaires de grossesse, IVG); null if the statistics do not state them.',
  })
  abortions!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Of these, abortions by medication (IVG médicamenteuses); null if the statistics do not state them.',
  })
  drugInducedAbortions!: number | null;
}
