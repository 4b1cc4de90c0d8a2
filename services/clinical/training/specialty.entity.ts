import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'specialty' })
export class Specialty {
  declare [EntityName]?: 'Specialty';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;
}
