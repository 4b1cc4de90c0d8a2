import { sql, type AbortableQueryOptions, type QueryExecutorProvider } from 'kysely';
import { channelOf } from '../role.ts';

/** How the read side receives what a service holds. */
export interface ReplicationState {
  /** The service. */
  name: string;
  /** Whether its rows come by replication, rather than from the same database. */
  isReplicated: boolean;
  /** Seconds since everything that the source held was here; null where nothing is, or arrives. */
  lagSeconds: number | null;
  /** When the source last gave word; null where it does not. */
  lastReceivedAt: string | null;
}

/**
 * How the read side receives each of the other services, in the order of their names, as its own role sees it on its
 * own connection: for the graph, and for whoever watches over it. Services are the schemas with a role of their own.
 */
export async function replicationStates(
  db: QueryExecutorProvider,
  options: AbortableQueryOptions = {},
): Promise<ReplicationState[]> {
  const { rows } = await sql<ReplicationState>`
    select n.nspname as name, s.oid is not null as "isReplicated",
      -- The source tells its end after all that lies before it, so what it had then is here.
      case when w.latest_end_time is not null
        and not exists (select from pg_subscription_rel t where t.srsubid = s.oid and t.srsubstate not in ('s', 'r'))
        then greatest(0, extract(epoch from clock_timestamp() - w.latest_end_time))::float8 end as "lagSeconds",
      to_json(w.last_msg_receipt_time) #>> '{}' as "lastReceivedAt"
    from pg_namespace n
    join pg_roles r on r.rolname = ${channelOf('')} || n.nspname
    left join pg_subscription s
      on s.subname = r.rolname and s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
    -- While it copies a table, a subscription has further workers.
    left join pg_stat_subscription w on w.subid = s.oid and w.worker_type = 'apply'
    where n.nspname <> current_schema()
    order by n.nspname`.execute(db, options);
  return rows;
}
