import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import { expect, it } from 'vitest';
import { columnsOf } from '../../services/kit/reading/entity-columns.ts';

@Entity({ abstract: true })
abstract class Figures {
  @PrimaryKey({ type: 'int' })
  year!: number;

  @Property({ type: 'int', nullable: true })
  fullStays!: number | null;
}

@Entity({ tableName: 'thing' })
class Thing extends Figures {
  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'date' })
  openedOn!: string;

  @Property({ type: 'daterange' })
  period!: object;

  @Property({ type: 'timestamptz' })
  importedAt!: string;
}

class Plain {
  code!: string;
}

const db = new Kysely<object>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const texts = (columns: Record<string, RawBuilder<unknown>>): [string, string][] =>
  Object.entries(columns).map(([name, column]) => [name, column.compile(db).sql]);

it("an entity's columns are read under its properties, its own before those of the class that it extends", () => {
  expect(texts(columnsOf(Thing, 't', ['nameFolded']))).toEqual([
    ['code', 't.code'],
    ['openedOn', 't.opened_on::text'],
    ['period', "json_build_object('start', lower(t.period), 'end', upper(t.period))"],
    ['importedAt', "to_json(t.imported_at) #>> '{}'"],
    ['year', 't.year'],
    ['fullStays', 't.full_stays'],
  ]);
});

it('what is not a column is refused when the listing is loaded', () => {
  expect(() => columnsOf<Thing, never>(Thing, 't', ['naem' as never])).toThrow('Thing has no column naem.');
  expect(() => columnsOf(Plain, 'p')).toThrow('Plain is not an entity.');
});
