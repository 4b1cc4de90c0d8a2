import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';
import { ProductionUnit } from '../supply/production-unit.entity.ts';
import { SupplyContract } from '../supply/supply-contract.entity.ts';

@ObjectType({
  implements: [Node, ProductionUnit],
  description: 'A laundry that washes the linen of several establishments (blanchisserie interhospitalière).',
})
@Directive('@key(fields: "id")')
export abstract class Laundry {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its hygiene is certified by risk analysis and biocontamination control (méthode RABC, NF EN 14065); null where no source states it.',
  })
  hygieneCertified!: boolean | null;
}

/** Met through the interface alone: it has no id, and no list of its own. */
@ObjectType({
  implements: SupplyContract,
  description: 'The linen that a laundry washes for one customer (convention de blanchisserie).',
})
export abstract class LinenContract {
  @Field(() => [String], {
    description:
      "What it covers, as its source names it: sheets, work clothes, residents' own clothes… (articles); none where it names none.",
  })
  articles!: string[];
}
