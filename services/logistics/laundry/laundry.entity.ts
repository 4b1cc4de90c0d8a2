import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { ProductionUnit } from '../supply/production-unit.entity.ts';
import { SupplyContract } from '../supply/supply-contract.entity.ts';

@ObjectType({
  implements: [Node, ProductionUnit],
  description: 'A laundry that washes the linen of several establishments (blanchisserie interhospitalière).',
})
@Directive('@key(fields: "id")')
export abstract class Laundry extends OwnedRow {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its hygiene is certified by risk analysis and biocontamination control (méthode RABC, NF EN 14065); null if unknown.',
  })
  hygieneCertified!: boolean | null;
}

/** Reached only through the interface: it has no id, and no list of its own. */
@ObjectType({
  implements: SupplyContract,
  description: 'The contract by which a laundry washes the linen of one customer (convention de blanchisserie).',
})
export abstract class LinenContract {
  @Field(() => [String], {
    description:
      "The articles that it covers, as named by its source, such as sheets, work clothes or residents' own clothes (articles); empty if the source names none.",
  })
  articles!: string[];
}
