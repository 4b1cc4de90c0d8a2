import { ArgsType, Field, Int } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { IndicatorCode } from './indicator-code.ts';

@ArgsType()
export class IndicatorArgs {
  @Field(() => [IndicatorCode], { description: 'The indicators, each once. The result has their order.' })
  codes!: IndicatorCode[];

  @Field(() => Int, { description: 'The calendar year of the figures, from 1900 to 2200.' })
  year!: number;
}

@ArgsType()
export class CareOfferArgs extends IndicatorArgs {
  @Field(() => [String], {
    description: 'The codes of the territories, such as `57`, `57463` or `REG-44`: at most 100, each once.',
  })
  territories!: string[];
}

const maxTerritories = 100;

/** Rejects years out of bounds and duplicate codes. @throws GraphQLError `BAD_USER_INPUT` */
export function checkIndicatorArgs({ codes, year }: IndicatorArgs): void {
  if (year < 1900 || year > 2200) throw badUserInput('year', `\`year\` is ${year}: it must be from 1900 to 2200.`);
  checkRepeated('codes', codes);
}

/** Rejects the same, and duplicate or too many territories. @throws GraphQLError `BAD_USER_INPUT` */
export function checkCareOfferArgs(args: CareOfferArgs): void {
  checkIndicatorArgs(args);
  if (args.territories.length > maxTerritories)
    throw badUserInput('territories', `\`territories\` has more than ${maxTerritories} codes.`);
  checkRepeated('territories', args.territories);
}

function checkRepeated(argument: string, values: string[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined) throw badUserInput(argument, `\`${argument}\` has ${repeated} twice.`);
}
