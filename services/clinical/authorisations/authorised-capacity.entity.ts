import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum CapacityKind {
  AUTHORISED = 'AUTHORISED',
  INSTALLED = 'INSTALLED',
}

registerEnumType(CapacityKind, {
  name: 'CapacityKind',
  description: 'What a capacity measures.',
  valuesConfig: {
    AUTHORISED: { description: 'What is authorised (capacité autorisée).' },
    INSTALLED: { description: 'What is in place at the site (capacité installée).' },
  },
});

@Entity({ tableName: 'authorised_capacity' })
@ObjectType({
  description:
    'A capacity of an authorised activity (capacité). Several of one kind differ by criteria whose codes have no published meaning, and which the hub leaves out: do not add them up.',
})
export class AuthorisedCapacity {
  declare [EntityName]?: 'AuthorisedCapacity';

  @PrimaryKey({ type: 'text' })
  authorisationCode!: string;

  @PrimaryKey({ type: 'text' })
  @Field(() => CapacityKind, { description: 'Whether it is authorised or installed.' })
  kind!: CapacityKind;

  @PrimaryKey({ type: 'int' })
  position!: number;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'The number of its units.' })
  number!: number;

  @Property({ type: 'text' })
  unitCode!: string;
}
