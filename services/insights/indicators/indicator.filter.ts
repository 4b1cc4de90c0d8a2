import { ArgsType, Directive, Field, Int } from 'type-graphql';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { IndicatorCode } from './indicator-code.ts';

@ArgsType()
export class IndicatorArgs {
  @Directive('@cost(weight: 800)')
  @Field(() => [IndicatorCode], { description: 'The indicators. The result has their order.' })
  codes!: IndicatorCode[];

  @Field(() => Int, { description: 'The calendar year of the figures, from 1900 to 2200.' })
  year!: number;
}

@ArgsType()
export class CareOfferArgs extends IndicatorArgs {
  @Directive('@cost(weight: 800)')
  @Field(() => [IndicatorCode], { description: 'The indicators. The result has their order, within each territory.' })
  override codes!: IndicatorCode[];

  @MaxItems(100)
  @Directive('@cost(weight: 60)')
  @Field(() => [String], { description: 'The codes of the territories, such as `57`, `57463` or `REG-44`.' })
  territories!: string[];
}
