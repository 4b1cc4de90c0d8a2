import { Migration } from '@mikro-orm/migrations';
import { institution, isOperator } from '../../kit/database/ownership.ts';
import { partners, roleOf } from '../../kit/database/role.ts';

/** What somebody holds to be wrong, of whatever fact, until its owner or an operator decides. */
export class Anomalies extends Migration {
  override up(): void {
    const finess = `text collate "C" check (%s ~ '^[0-9][0-9A-Z][0-9]{7}$')`;
    const finessOf = (column: string) => `${column} ${finess.replace('%s', column)}`;
    this.addSql(`
      create table anomaly (
        id bigint generated always as identity primary key,
        type text collate "C" not null,
        -- The object's key within its global id, and its key in the dataset.
        node_key text collate "C" not null,
        key text collate "C" not null,
        field text collate "C",
        proposed text collate "C" check (proposed is null or field is not null),
        reason text collate "C" not null check (reason <> ''),
        status text not null default 'OPEN' check (status in ('OPEN', 'ACCEPTED', 'REJECTED', 'RESOLVED_BY_IMPORT')),
        -- Whose row it is; null for the hub's.
        ${finessOf('owner_finess')},
        establishments text[] not null,
        -- Who reported it; null for somebody without a token.
        ${finessOf('reporter_finess')},
        at timestamptz not null default now(),
        -- Who decided; null for an operator.
        ${finessOf('decider_finess')},
        decided_at timestamptz,
        decision text collate "C",
        changed_at timestamptz not null default now(),
        check ((status = 'OPEN') = (decided_at is null))
      )`);
    this.addSql('create index anomaly_status on anomaly (status, id)');
    this.addSql('create index anomaly_establishments on anomaly using gin (establishments)');
    const role = roleOf(partners);
    this.addSql('alter table anomaly enable row level security');
    this.addSql('create policy all_rows on anomaly using (true) with check (true)');
    this.addSql(
      `create policy own_reports on anomaly as restrictive for insert to ${role}
       with check (status = 'OPEN' and reporter_finess is not distinct from ${institution})`,
    );
    this.addSql(
      `create policy own_decisions on anomaly as restrictive for update to ${role}
       using (${isOperator} or owner_finess = ${institution})`,
    );
    this.addSql(`grant insert, update on anomaly to ${role}`);
  }
}
