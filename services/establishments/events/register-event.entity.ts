import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'register_event', readonly: true })
@ObjectType({
  description:
    'An event of the register (événement, FINESS+) as its latest file has it. The meaning of its codes is not published, and the hub gives them none; all numbers are of that file only.',
})
export class RegisterEvent {
  declare [EntityName]?: 'RegisterEvent';

  @PrimaryKey({ type: 'text' })
  key!: string;

  @Property({ type: 'text' })
  establishmentFiness!: string;

  @Property({ type: 'bigint' })
  @Field(() => String, { description: 'Its number in the file (evenementId).' })
  number!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'The code of what happened (codeEvenement), such as `010`.' })
  code!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The code of the state of the object (etatObjet1); null if none is stated.',
  })
  state!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of the event (dateEvenement); null if none is stated, or a placeholder.',
  })
  happenedOn!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the register recorded it (dateEnregistrement); null if none is stated.',
  })
  recordedOn!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'The kind of its object (typeObjet1): `PM` legal entity, `EG` site, `AC` activity; null if none is stated.',
  })
  objectType!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The number of its object in the file (identifiantObjet1); null if none is stated.',
  })
  objectNumber!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The kind of its other object (typeObjet2); null if there is none.',
  })
  otherObjectType!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The number of its other object in the file (identifiantObjet2); null if there is none.',
  })
  otherObjectNumber!: string | null;

  @Property({ type: 'date' })
  @Field(() => DateScalar, { description: 'The day of the file that lists it.' })
  listedOn!: string;

  @Property({ type: 'text' })
  sourceCode!: string;
}
