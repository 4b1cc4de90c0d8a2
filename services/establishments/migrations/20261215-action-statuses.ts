import { Migration } from '@mikro-orm/migrations';

/**
 * The statuses of actions by day. An action keeps the one of its first day, and those after it have rows of their own; `status` is the
 * last of them, kept with the action for its index.
 */
export class ActionStatuses extends Migration {
  override up(): void {
    this.addSql('drop index cooperation_action_status');
    this.addSql('alter table cooperation_action rename column status to first_status');
    this.addSql(`
      create table cooperation_action_status (
        action_reference text collate "C" references cooperation_action on delete cascade,
        since date check (since <= current_date),
        status text not null check (status in ('STUDIED', 'IN_DEVELOPMENT', 'IMPLEMENTED', 'SUSPENDED', 'ABANDONED')),
        source_code text not null references source,
        primary key (action_reference, since)
      )`);

    // A first status without a day, or with one that is to come, is known today. A row for the first day replaces it.
    this.addSql(`
      create view cooperation_action_history as
      select action_reference, since as place, since, since as known_from, status, source_code from cooperation_action_status
      union all
      select c.reference, coalesce(lower(c.period), '-infinity'), case when lower(c.period) <= current_date then lower(c.period) end,
        least(lower(c.period), current_date), c.first_status, c.source_code
      from cooperation_action c where not exists (
        select from cooperation_action_status s where s.action_reference = c.reference and s.since = lower(c.period))`);

    // A new status does not ask again who the parties were when the action was agreed.
    this.addSql('drop trigger cooperation_action_parties on cooperation_action');
    this.addSql('alter table cooperation_action add column status text');
    this.addSql('update cooperation_action set status = first_status');
    this.addSql('alter table cooperation_action alter column status set not null');
    this.addSql(`
      create constraint trigger cooperation_action_parties
      after insert or update of reference, agreement_reference, provider_finess, site_finess on cooperation_action
      deferrable initially deferred for each row execute function cooperation_action_parties()`);
    this.addSql('create index cooperation_action_last_status on cooperation_action (status, reference)');
    this.addSql(`
      create function last_status(action text, first_day date, first_status text) returns text
      language sql stable set search_path from current as $$
        select coalesce((
          select s.status from cooperation_action_status s where s.action_reference = action and s.since >= coalesce(first_day, '-infinity')
          order by s.since desc limit 1), first_status)
      $$`);
    this.addSql(`
      create function derive_action_status() returns trigger language plpgsql set search_path from current as $$
      begin
        new.status := last_status(new.reference, lower(new.period), new.first_status);
        return new;
      end $$`);
    this.addSql(`
      create trigger action_status before insert or update of first_status, period, status on cooperation_action
      for each row execute function derive_action_status()`);
    this.addSql(`
      create function derive_status_of_action() returns trigger language plpgsql set search_path from current as $$
      begin
        update cooperation_action set status = status where reference in (old.action_reference, new.action_reference);
        return null;
      end $$`);
    this.addSql(`
      create trigger status_of_action after insert or update or delete on cooperation_action_status
      for each row execute function derive_status_of_action()`);
  }
}
