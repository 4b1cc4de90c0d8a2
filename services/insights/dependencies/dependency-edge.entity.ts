import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Period } from '../../kit/reading/period.ts';

/** A view: one tie by which a consumer relies on a provider for a service, over a period. */
@Entity({ tableName: 'dependency_edge' })
export class DependencyEdge {
  declare [EntityName]?: 'DependencyEdge';

  @PrimaryKey({ type: 'text' })
  consumerFiness!: string;

  @PrimaryKey({ type: 'text' })
  providerFiness!: string;

  @Property({ type: 'text' })
  domain!: string;

  @PrimaryKey({ type: 'text' })
  service!: string;

  @Property({ type: 'text' })
  label!: string;

  @Property({ type: 'text', nullable: true })
  resourceType!: string | null;

  @Property({ type: 'text', nullable: true })
  resourceKey!: string | null;

  @Property({ type: 'double', nullable: true })
  share!: number | null;

  @Property({ type: 'double', nullable: true })
  dailyVolume!: number | null;

  @Property({ type: 'daterange' })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  /** The location of the resource, unless it is the consumer. */
  @Property({ type: 'text', nullable: true })
  placeFiness!: string | null;
}
