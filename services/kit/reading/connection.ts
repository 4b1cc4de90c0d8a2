import 'reflect-metadata';
import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';

@ArgsType()
export class ForwardPageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The number of objects from the start, or after `after`; defaults to 20, at most 100.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page starts.' })
  after?: string | null;
}

@ArgsType()
export class PageArgs extends ForwardPageArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'The number of objects from the end, or before `before`; at most 100. Cannot be combined with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor before which the page ends.' })
  before?: string | null;
}

@ObjectType({ description: 'The position of a page in its list (Relay).' })
@Directive('@shareable')
@Directive('@cost(weight: 0)')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is a next page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is a previous page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge.' })
  endCursor!: string | null;
}

@ObjectType()
export abstract class Edge {
  @Field(() => String, { description: 'The opaque position of the node in this list and order.' })
  cursor!: string;
}

/** Declares the count of a list. @param weight its cost, which grows with the table that is counted */
export function TotalCount(weight: number): PropertyDecorator {
  return (target, key) => {
    Directive(`@cost(weight: ${weight})`)(target, key);
    Field(() => Int, { description: 'The number of objects in the whole list, counted only on request.' })(target, key);
  };
}

@ObjectType()
export abstract class Connection {
  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  pageInfo!: PageInfo;

  @TotalCount(200)
  totalCount!: number;
}
