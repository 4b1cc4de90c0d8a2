// PostGraphile 5 over the services' schemas, as one would set it up to be fast: no explorer, no watching, no explaining,
// relations named. What crosses services has no foreign key in the database: smart tags tell of it.
import { createServer } from 'node:http';
import { grafserv } from 'postgraphile/grafserv/node';
import type { PgCondition } from 'postgraphile/@dataplan/pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { addPgTableCondition, jsonPgSmartTags, type PgSmartTagTags } from 'postgraphile/utils';
import { announce, readSettings } from './process.ts';

const { databaseUrl, pool } = readSettings();

// A list without a connection where the question asks for a plain list.
const listOf = (column: string, name: string): PgSmartTagTags => ({
  foreignKey: `(${column}) references establishments.establishment (finess)|@foreignSimpleFieldName ${name}|@behavior +list -connection`,
});
const code = { tags: { primaryKey: 'code' } };

const relations = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      'bench.category': code,
      'bench.legal_status': code,
      'establishments.establishment': {
        tags: {
          foreignKey: [
            '(category_code) references bench.category (code)|@fieldName category',
            '(legal_status_code) references bench.legal_status (code)|@fieldName legalStatus',
          ],
        },
      },
      'clinical.care_activity': { tags: listOf('establishment_finess', 'careActivity') },
      'clinical.imaging_activity': { tags: listOf('establishment_finess', 'imagingActivity') },
      'logistics.supply_contract': { tags: listOf('customer_finess', 'supplyContracts') },
    },
    constraint: {
      'establishments.membership.membership_establishment_finess_fkey': {
        tags: { foreignSimpleFieldName: 'memberships', behavior: '+list -connection' },
      },
      'establishments.membership.membership_grouping_code_fkey': { tags: { fieldName: 'grouping' } },
      'logistics.supply_contract.supply_contract_unit': { tags: { fieldName: 'productionUnit' } },
    },
  },
});

/** Rows whose period holds today, as the hub's lists have them. */
const heldToday = (schemaName: string, tableName: string): GraphileConfig.Plugin =>
  addPgTableCondition({ schemaName, tableName }, 'heldToday', ({ graphql: { GraphQLBoolean }, sql }) => ({
    type: GraphQLBoolean,
    apply(condition: PgCondition, value: unknown) {
      if (value === true) condition.where(sql`(${condition.alias}.period @> current_date) is true`);
    },
  }));

const service = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [relations, heldToday('establishments', 'membership'), heldToday('logistics', 'supply_contract')],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ['establishments', 'clinical', 'logistics', 'bench'],
      poolConfig: { max: pool },
    }),
  ],
  schema: { retryOnInitFail: false },
  grafast: { explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
});

const server = createServer();
await service.createServ(grafserv).addTo(server);
await service.getSchema();
announce(server);
