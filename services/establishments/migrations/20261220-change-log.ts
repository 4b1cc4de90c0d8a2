import { Migration } from '@mikro-orm/migrations';

/** What transactions changed, of all services: see `services/kit/database/change-log`. */
export class ChangeLog extends Migration {
  override up(): void {
    this.addSql(`
      create table change_log (
        is_only boolean primary key default true check (is_only),
        -- Where the reader is in the server's log; null while a new slot is made.
        read_to bigint,
        -- What is added to places in the server's log: a restored server counts from where it likes.
        shift bigint not null default 0,
        -- The log tells of everything after this position.
        kept_from bigint not null default 0,
        started_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table change (
        position bigint,
        sequence int,
        at timestamptz not null,
        service text not null,
        table_name text not null,
        type text collate "C" not null,
        key text not null,
        node_key text collate "C",
        kind text not null check (kind in ('ADDED', 'CHANGED', 'REMOVED')),
        -- Lists of {field, before, after}: what all may see, and what partners may.
        fields jsonb not null,
        confidential jsonb not null,
        establishments text[] not null,
        institution text,
        import text,
        files text[] not null,
        source text,
        primary key (position, sequence)
      )`);
    this.addSql('create index change_establishments on change using gin (establishments)');
    this.addSql('create index change_type on change (type, position, sequence)');
    this.addSql(
      "create index change_existence on change (type, node_key, position, sequence) where node_key is not null and kind <> 'CHANGED'",
    );
    this.addSql('create index change_at on change (at)');
  }
}
