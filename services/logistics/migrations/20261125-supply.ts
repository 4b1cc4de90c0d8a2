import { Migration } from '@mikro-orm/migrations';
import { createFold } from '../../kit/database/fold.ts';

/** Kitchens and laundries, what they deliver by contract, and what keeps a customer's shares within its need. */
export class Supply extends Migration {
  override up(): void {
    this.addSql(createFold);
    this.addSql(`
      create table production_unit (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        kind text not null check (kind in ('MEALS', 'LINEN')),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        status text not null check (status in ('STUDIED', 'PLANNED', 'OPERATING', 'CLOSED')),
        site_finess text collate "C" check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        operator_finess text collate "C" check (operator_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        operated_by_code text collate "C" check (operated_by_code <> ''),
        daily_capacity float8 check (daily_capacity >= 0 and daily_capacity < 'infinity'),
        delivery text check (delivery in ('COLD_CHAIN', 'HOT_CHAIN')),
        hygiene_certified boolean,
        action_reference text collate "C",
        source_code text collate "C" not null,
        -- A grouping operates in its own name: the establishment behind it is told by the grouping, not again here.
        constraint production_unit_operators check (num_nonnulls(operator_finess, operated_by_code) <= 1),
        constraint production_unit_kitchen check (kind = 'MEALS' or delivery is null),
        constraint production_unit_laundry check (kind = 'LINEN' or hygiene_certified is null),
        -- What the contracts' kinds refer to.
        constraint production_unit_kind unique (code, kind)
      )`);
    this.addSql('create index production_unit_list on production_unit (kind, code)');
    this.addSql('create index production_unit_status on production_unit (kind, status, code)');
    this.addSql('create index production_unit_name on production_unit (name_folded, code)');
    this.addSql('create index production_unit_site on production_unit (site_finess, code)');
    this.addSql('create index production_unit_operator on production_unit (operator_finess, code)');
    this.addSql('create index production_unit_grouping on production_unit (operated_by_code, code)');
    this.addSql('create index production_unit_action on production_unit (action_reference, code)');
    this.addSql(
      'create index production_unit_operated on production_unit ((coalesce(operated_by_code, operator_finess)), code)',
    );
    this.addSql(`
      create index production_unit_words on production_unit using gin (
        name_folded public.gin_trgm_ops, site_finess public.gin_trgm_ops,
        (coalesce(operated_by_code, operator_finess)) public.gin_trgm_ops)`);
    // A unit belongs to the establishment where it stands and to the one that operates it.
    this.addSql(`
      create view production_unit_establishment as
      select code as unit_code, site_finess as establishment_finess from production_unit where site_finess is not null
      union
      select code, operator_finess from production_unit where operator_finess is not null`);

    this.addSql(`
      create table supply_contract (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        unit_code text collate "C" not null,
        kind text not null,
        customer_finess text collate "C" not null check (customer_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        daily_volume float8 check (daily_volume >= 0 and daily_volume < 'infinity'),
        share float8 check (share between 0 and 1),
        unit_cost_eur float8 check (unit_cost_eur >= 0 and unit_cost_eur < 'infinity'),
        diets text[] not null default '{}' check (array_position(diets, null) is null and '' <> all (diets)),
        articles text[] not null default '{}' check (array_position(articles, null) is null and '' <> all (articles)),
        period daterange not null default '(,)' check (not isempty(period)),
        action_reference text collate "C",
        source_code text collate "C" not null,
        constraint supply_contract_meals check (kind = 'MEALS' or diets = '{}'),
        constraint supply_contract_linen check (kind = 'LINEN' or articles = '{}'),
        constraint supply_contract_unit foreign key (unit_code, kind) references production_unit (code, kind),
        constraint supply_contract_period unique (unit_code, customer_finess, period without overlaps) deferrable
      )`);
    this.addSql('create index supply_contract_unit on supply_contract (unit_code, code)');
    this.addSql('create index supply_contract_customer on supply_contract (customer_finess, code)');
    this.addSql('create index supply_contract_action on supply_contract (action_reference, code)');
    this.addSql(takeKind);
    this.addSql(`
      create trigger supply_contract_kind before insert on supply_contract
      for each row when (new.kind is null) execute function take_kind()`);
    this.addSql(`
      create trigger supply_contract_moved before update of unit_code on supply_contract
      for each row when (new.kind = old.kind) execute function take_kind()`);
    this.addSql(requireShares);
    // At the end of the transaction, so that one contract may take over another's share in any order.
    this.addSql(`
      create constraint trigger supply_contract_shares after insert or update on supply_contract
      deferrable initially deferred for each row when (new.share > 0) execute function require_shares()`);
  }
}

/** A contract is of its unit's kind: who writes one need not tell it again. */
const takeKind = `
  create function take_kind() returns trigger language plpgsql set search_path from current as $$
  begin
    select kind into new.kind from production_unit where code = new.unit_code;
    if not found then
      raise exception 'the contract % is with the production unit %, which is not known', new.code, new.unit_code
        using errcode = 'foreign_key_violation', table = tg_table_name, schema = tg_table_schema, constraint = 'supply_contract_unit';
    end if;
    return new;
  end $$`;

/**
 * The known shares of a customer in one kind are 1 together at the most, on any day. They are added in decimals, as they
 * are written: in binary, shares that make 1 on paper may make a little more.
 */
const requireShares = `
  create function require_shares() returns trigger language plpgsql set search_path from current as $$
  declare
    peak record;
    crowd record;
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise exception 'supply contracts with a share are written in transactions that read what is committed, not at the level "%"',
        current_setting('transaction_isolation')
        using errcode = 'feature_not_supported', hint = 'What another transaction has just written would be missed.';
    end if;
    -- Two transactions that each keep the rule could break it together: the second one waits, and then sees the first.
    perform pg_advisory_xact_lock(hashtextextended('supply_contract ' || new.kind || ' ' || new.customer_finess, 0));
    -- Sums change on the days when a contract starts or ends.
    select day, total into peak from (
      select day, sum(sum(part)) over (order by day) as total
      from supply_contract c, lateral (values
        (coalesce(lower(c.period), '-infinity'), c.share::numeric),
        (upper(c.period), -c.share::numeric)
      ) as step (day, part)
      where c.customer_finess = new.customer_finess and c.kind = new.kind and c.share > 0 and day is not null
      group by day
    ) as days where total > 1 order by total desc, day limit 1;
    if found then
      select coalesce(nullif(peak.day, '-infinity'), min(upper(c.period)) - 1, current_date) as day,
        string_agg(format('%s has %s', c.code, c.share), ', ' order by c.code) as contracts
      into crowd from supply_contract c
      where c.customer_finess = new.customer_finess and c.kind = new.kind and c.share > 0 and c.period @> peak.day;
      raise exception 'the contracts of customer % in % share out % of its need on %, where 1 is all of it',
        new.customer_finess, new.kind, trim_scale(peak.total), crowd.day
        using errcode = 'check_violation', table = tg_table_name, schema = tg_table_schema, constraint = 'supply_contract_shares',
          detail = format('Customer %s, %s, on %s: %s.', new.customer_finess, new.kind, crowd.day, crowd.contracts),
          hint = 'Lower a share, or let a contract end before another starts.';
    end if;
    return null;
  end $$`;
