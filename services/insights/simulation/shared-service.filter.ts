import { Field, Float, ID, InputType } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { decodeNodeId } from '../../kit/reading/node-id.ts';
import { MaxItems, UniqueBy } from '../../kit/subgraph/list-arguments.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

@InputType({ description: 'A customer and its demand.' })
class CustomerVolume {
  @Field(() => String, { description: 'Its FINESS number.' })
  finess!: string;

  @Field(() => Float, { description: 'Its daily demand, in meals or kilograms of linen: above 0.' })
  dailyVolume!: number;
}

@InputType({
  description:
    'A change to the network of all operating kitchens or laundries that have a contract in force today; the others are named in the warnings. Customers of units that stop, then added customers, move to the nearest units with remaining capacity, by straight-line distance.',
})
export class SharedServiceScenario {
  @Field(() => SupplyKind, { description: 'The network: kitchens (meals) or laundries (linen).' })
  kind!: SupplyKind;

  @UniqueBy('finess')
  @Field(() => [CustomerVolume], { nullable: true, description: 'Additional customers.' })
  addCustomers?: CustomerVolume[] | null;

  @MaxItems(100)
  @Field(() => [String], { nullable: true, description: 'The FINESS numbers of current customers to remove.' })
  removeCustomers?: string[] | null;

  @MaxItems(100)
  @Field(() => [ID], { nullable: true, description: 'The global ids of the kitchens or laundries that stop.' })
  unitsOffline?: string[] | null;
}

/** The graph types of the units of each kind. */
export const unitTypes: Record<SupplyKind, string> = { [SupplyKind.MEALS]: 'Kitchen', [SupplyKind.LINEN]: 'Laundry' };

const maxVolume = 1_000_000;

/** Rejects scenarios that are invalid for any network. @throws GraphQLError `BAD_USER_INPUT` */
export function checkScenario({ addCustomers }: SharedServiceScenario): void {
  for (const [index, { dailyVolume }] of (addCustomers ?? []).entries()) {
    const path = `scenario.addCustomers.${index}.dailyVolume`;
    if (dailyVolume <= 0 || dailyVolume > maxVolume)
      throw badUserInput(path, `\`${path}\` is ${dailyVolume}: it must be above 0 and at most 1,000,000.`);
  }
}

/** The codes of the units that stop. @throws GraphQLError `BAD_USER_INPUT` for other ids */
export const unitCodes = ({ kind, unitsOffline }: SharedServiceScenario): string[] =>
  (unitsOffline ?? []).map((id, index) => {
    const node = decodeNodeId(id);
    if (node?.typename !== unitTypes[kind]) throw notAUnit(kind, index);
    return node.key;
  });

/** The error for an id that is not that of a unit of the kind. */
export function notAUnit(kind: SupplyKind, index: number): Error {
  const path = `scenario.unitsOffline.${index}`;
  return badUserInput(path, `\`${path}\` is not the id of a ${unitTypes[kind].toLowerCase()}.`);
}
