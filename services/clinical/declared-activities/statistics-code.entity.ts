import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The labels of the codes of the annual statistics. */
@Entity({ tableName: 'statistics_code' })
export class StatisticsCode {
  declare [EntityName]?: 'StatisticsCode';

  @PrimaryKey({ type: 'text' })
  system!: string;

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;
}
