import { ArgsType, Directive, Field } from 'type-graphql';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { CoverageDomain } from './coverage-domain.ts';

@ArgsType()
export class CoverageArgs {
  @Field(() => [CoverageDomain], {
    nullable: true,
    description: 'The domains. The result has their order; defaults to all.',
  })
  domains?: CoverageDomain[] | null;
}

@ArgsType()
export class CoverageOfTerritoriesArgs extends CoverageArgs {
  @MaxItems(50)
  @Directive('@cost(weight: 500)')
  @Field(() => [String], {
    nullable: true,
    description:
      'The codes of territories, such as `57` or `REG-44`. The result has their order, then that of the domains; defaults to the whole country.',
  })
  territories?: string[] | null;
}
