import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { DependencyEdge } from './dependencies/dependency-edge.entity.ts';

/** The service's views, as its entities declare them. */
export type Tables = InferClassEntityDB<typeof DependencyEdge>;

/** What the service's resolvers run with. */
export type Context = RequestReader<Tables>;

/** How one of the service's types is read. */
export type TableListing<
  Row extends object,
  Where = never,
  Order extends string = never,
  GroupField extends string = never,
> = Listing<Tables, Row, Where, Order, GroupField>;
