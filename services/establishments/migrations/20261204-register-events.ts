import { Migration } from '@mikro-orm/migrations';

/**
 * The events that FINESS+ lists, as it has them. There are two million of them, all of which each month's file numbers anew: the events
 * of an establishment in one file are one row, a third of the size and the time of a row each.
 */
export class RegisterEvents extends Migration {
  override up(): void {
    this.addSql(`
      create table register_event_list (
        establishment_finess text collate "C",
        source_code text collate "C" references source,
        listed_on date not null,
        numbers bigint[] not null,
        codes text[] not null,
        states text[] not null,
        happened_on date[] not null,
        recorded_on date[] not null,
        object_types text[] not null,
        object_numbers text[] not null,
        other_object_types text[] not null,
        other_object_numbers text[] not null,
        primary key (establishment_finess, source_code)
      )`);
    this.addSql(`
      create view register_event as
      select list.establishment_finess, list.source_code, list.listed_on,
        lpad(event.number::text, 18, '0') || '-' || list.source_code as key, event.*
      from register_event_list as list cross join lateral unnest(
        list.numbers, list.codes, list.states, list.happened_on, list.recorded_on,
        list.object_types, list.object_numbers, list.other_object_types, list.other_object_numbers
      ) as event (number, code, state, happened_on, recorded_on, object_type, object_number, other_object_type, other_object_number)`);
  }
}
