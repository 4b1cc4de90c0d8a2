import 'reflect-metadata';
import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';

@ArgsType()
export class ForwardPageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the start (or after `after`): 20 unless told, 100 at most.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page starts.' })
  after?: string | null;
}

@ArgsType()
export class PageArgs extends ForwardPageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the end (or before `before`), 100 at most; not together with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor before which the page ends.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list (Relay).' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether more precedes.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge.' })
  endCursor!: string | null;
}

@ObjectType()
export abstract class Edge {
  @Field(() => String, { description: 'The opaque place of the node in this list and order.' })
  cursor!: string;
}

@ObjectType()
export abstract class Connection {
  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  @Directive('@cost(weight: 5)')
  @Field(() => Int, { description: 'How many the whole list has, counted only when asked for.' })
  totalCount!: number;
}
