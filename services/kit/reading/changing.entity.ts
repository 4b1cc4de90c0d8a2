import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../vocabulary/scalars.ts';

// Base classes of both object types and interfaces: type-graphql follows each kind on its own.

/** What of every object with an id tells when it changed. */
@Entity({ abstract: true })
@ObjectType()
@InterfaceType()
export abstract class Changing {
  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, {
    description:
      'When the hub last changed it, in UTC: the start of that transaction, or of the one that added it. A change of the establishments that it lists counts; that it was read again as it was does not.',
  })
  changedAt!: string;
}

/** A row of a dataset: it belongs to the institution that wrote it. */
@Entity({ abstract: true })
@ObjectType()
@InterfaceType()
export abstract class OwnedRow extends Changing {
  @Property({ type: 'text', nullable: true })
  ownerFiness!: string | null;

  @Property({ type: 'int', fieldName: 'row_version' })
  @Field(() => String, {
    description:
      'Its version, which each change makes another: sent with a row, the write is refused (`CONFLICT`) if it has changed since.',
  })
  version!: number;
}
