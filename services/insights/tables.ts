import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { DependencyEdge } from './dependencies/dependency-edge.entity.ts';

/** The service's views, as declared by its entities. */
export type Tables = InferClassEntityDB<typeof DependencyEdge>;

/** The context of the service's resolvers. */
export type Context = RequestReader<Tables>;

/** A listing over the service's tables. */
export type TableListing<
  Row extends object,
  Where = never,
  Order extends string = never,
  GroupField extends string = never,
> = Listing<Tables, Row, Where, Order, GroupField>;
