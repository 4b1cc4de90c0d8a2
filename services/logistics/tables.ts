import type { InferClassEntityDB } from '@mikro-orm/postgresql';
import type { Listing } from '../kit/reading/listing.ts';
import type { RequestReader } from '../kit/reading/request-reader.ts';
import type { ProductionUnit } from './supply/production-unit.entity.ts';
import type { SupplyContract } from './supply/supply-contract.entity.ts';

/** The service's tables, as its entities declare them. */
export type Tables = InferClassEntityDB<typeof ProductionUnit | typeof SupplyContract>;

/** What the service's resolvers run with. */
export type Context = RequestReader<Tables>;

/** How one of the service's types is read. */
export type TableListing<Row extends object, Where = never> = Listing<Tables, Row, Where>;
