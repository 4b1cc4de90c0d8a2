import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A number of a grouping in another register; in the graph it is an `Identifier`, as those of establishments are. */
@Entity({ tableName: 'grouping_identifier' })
export class GroupingIdentifier {
  declare [EntityName]?: 'GroupingIdentifier';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;

  @PrimaryKey({ type: 'text' })
  system!: string;

  @PrimaryKey({ type: 'text' })
  value!: string;

  @Property({ type: 'text' })
  sourceCode!: string;
}
