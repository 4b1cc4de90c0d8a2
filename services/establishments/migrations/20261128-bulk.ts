import { Migration } from '@mikro-orm/migrations';
import { compileFold } from '../../kit/database/fold.ts';
import { imports, roleOf } from '../../kit/database/role.ts';

/**
 * What lets an import fill the register's tables at once: row by row, their indexes and foreign keys cost three times what
 * they cost when they are built and checked over all rows.
 * The import's role owns no table, so that both functions act as their owner, and take no statement from whoever calls them.
 */
export class Bulk extends Migration {
  override up(): void {
    this.addSql(compileFold);
    this.addSql(`
      create function set_aside(targets regclass[]) returns boolean language plpgsql security definer
      set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
      declare statement text;
      begin
        perform pg_stat_clear_snapshot();
        -- Until the transaction's end nobody could read the tables: neither here nor, as it follows each lock, on a replica.
        if exists (
          select from pg_stat_activity where usename is not null and pid <> pg_backend_pid()
            and (datname = current_database() or datname is null and pid in (select pid from pg_stat_replication))) then
          return false;
        end if;
        -- A table with checks that are still to be made cannot be altered.
        set constraints all immediate;
        create temp table set_aside on commit drop as
          select format('drop index %s', indexrelid::regclass) as away, pg_get_indexdef(indexrelid) as back
          from pg_index where indrelid = any(targets) and not indisunique and not indisexclusion
          union all
          select format('%s not enforced', constrained), format('%s enforced', constrained)
          from pg_constraint cross join lateral format('alter table %s alter constraint %I', conrelid::regclass, conname) as constrained
          where conrelid = any(targets) and contype = 'f' and conenforced;
        for statement in select away from pg_temp.set_aside loop execute statement; end loop;
        return true;
      exception when lock_not_available then
        return false;
      end $$`);
    this.addSql(`
      create function put_back() returns void language plpgsql security definer
      set search_path = pg_catalog, pg_temp set maintenance_work_mem = '128MB' as $$
      declare statement text;
      begin
        if (select relowner <> current_user::regrole from pg_class where oid = 'pg_temp.set_aside'::regclass) then
          raise exception 'somebody else than set_aside() wrote down what is to be put back' using errcode = 'insufficient_privilege';
        end if;
        for statement in select back from pg_temp.set_aside loop execute statement; end loop;
        drop table pg_temp.set_aside;
        set constraints all deferred;
      end $$`);
    for (const call of ['set_aside(regclass[])', 'put_back()']) {
      this.addSql(`revoke execute on function ${call} from public`);
      this.addSql(`grant execute on function ${call} to ${roleOf(imports)}`);
    }
  }
}
