import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { ProductionUnit } from './supply/production-unit.entity.ts';
import type { SupplyContract } from './supply/supply-contract.entity.ts';

/** The service's tables, as declared by its entities. */
export type Tables = InferClassEntityDB<typeof ProductionUnit | typeof SupplyContract>;

/** The context of the service's resolvers. */
export type Context = RequestReader<Tables>;

/** A listing over the service's tables. */
export type TableListing<Row extends object, Where = never> = Listing<Tables, Row, Where>;
