import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Sector } from '../../kit/vocabulary/sector.ts';

@Entity({ tableName: 'legal_status' })
export class LegalStatus {
  declare [EntityName]?: 'LegalStatus';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;

  @Property({ type: 'text' })
  sector!: Sector;
}

@Entity({ tableName: 'nomenclature' })
export class Nomenclature {
  declare [EntityName]?: 'Nomenclature';

  @PrimaryKey({ type: 'text' })
  system!: string;

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  label!: string;

  @Property({ type: 'date', nullable: true })
  listedOn!: string | null;
}
