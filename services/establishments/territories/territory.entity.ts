import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Changing } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';

export enum TerritoryLevel {
  REGION = 'REGION',
  DEPARTMENT = 'DEPARTMENT',
  COMMUNE = 'COMMUNE',
}

registerEnumType(TerritoryLevel, {
  name: 'TerritoryLevel',
  description: 'The levels of the official division of France (code officiel géographique, INSEE).',
  valuesConfig: {
    REGION: { description: 'A region (région), in mainland France or overseas.' },
    DEPARTMENT: {
      description: 'A department (département), or an overseas collectivity, which has no region above it.',
    },
    COMMUNE: { description: 'A municipality (commune).' },
  },
});

@Entity({ tableName: 'territory' })
@ObjectType({
  implements: Node,
  description: 'A territory of the official division of France (FHIR `Location` with the physical type `jdn`).',
})
@Directive('@key(fields: "code")')
export class Territory extends Changing {
  declare [EntityName]?: 'Territory';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description:
      'Its code: the INSEE code of departments (`57`) and communes (`57463`). Region codes have the prefix `REG-` (`REG-44`), because the INSEE code may also be that of a department.',
  })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => TerritoryLevel, { description: 'Region, department or commune.' })
  level!: TerritoryLevel;

  @Property({ type: 'text' })
  @Field(() => String, {
    description: "Its code in INSEE's official division (code officiel géographique), unique within its level.",
  })
  inseeCode!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its official name.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text', nullable: true })
  parentCode!: string | null;

  @Property({ type: 'text', nullable: true })
  departmentCode!: string | null;

  @Property({ type: 'text', nullable: true })
  regionCode!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'territory_population' })
export class TerritoryPopulation {
  declare [EntityName]?: 'TerritoryPopulation';

  @PrimaryKey({ type: 'text' })
  territoryCode!: string;

  @PrimaryKey({ type: 'int' })
  year!: number;

  @Property({ type: 'int' })
  population!: number;

  @Property({ type: 'text' })
  sourceCode!: string;
}
