import { sql, type AbortableQueryOptions, type QueryExecutorProvider } from 'kysely';
import { channelOf } from '../role.ts';

/** How the read side receives a service's data. */
export interface ReplicationState {
  /** The name of the service. */
  name: string;
  /** Whether its rows arrive by replication, rather than being in the same database. */
  isReplicated: boolean;
  /** Seconds since the read side last had all of the source's data; null while the initial copy runs, or nothing arrives. */
  lagSeconds: number | null;
  /** When the source last sent a message; null when it sends none. */
  lastReceivedAt: string | null;
}

/**
 * How the read side receives each of the other services, ordered by name, as its own role sees it on its own
 * connection: for the graph and the metrics. Services are the schemas that have a role.
 */
export async function replicationStates(
  db: QueryExecutorProvider,
  options: AbortableQueryOptions = {},
): Promise<ReplicationState[]> {
  const { rows } = await sql<ReplicationState>`
    select n.nspname as name, s.oid is not null as "isReplicated",
      -- The source reports its end position after it has sent all that precedes it.
      case when w.latest_end_time is not null
        and not exists (select from pg_subscription_rel t where t.srsubid = s.oid and t.srsubstate not in ('s', 'r'))
        then greatest(0, extract(epoch from clock_timestamp() - w.latest_end_time))::float8 end as "lagSeconds",
      to_json(w.last_msg_receipt_time) #>> '{}' as "lastReceivedAt"
    from pg_namespace n
    join pg_roles r on r.rolname = ${channelOf('')} || n.nspname
    left join pg_subscription s
      on s.subname = r.rolname and s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
    -- A subscription has more workers while it copies a table.
    left join pg_stat_subscription w on w.subid = s.oid and w.worker_type = 'apply'
    where n.nspname <> current_schema()
    order by n.nspname`.execute(db, options);
  return rows;
}
