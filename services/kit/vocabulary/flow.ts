import 'reflect-metadata';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { DateScalar } from './scalars.ts';

/** Which end of a flow an establishment is at. */
export enum FlowRole {
  PROVIDER = 'PROVIDER',
  CONSUMER = 'CONSUMER',
}

registerEnumType(FlowRole, {
  name: 'FlowRole',
  description: 'Which end of a flow the establishment is at.',
  valuesConfig: {
    PROVIDER: { description: 'It provides: it interprets, analyses, prepares or delivers for others.' },
    CONSUMER: { description: 'It has the work done elsewhere: it requests or receives.' },
  },
});

/** What flows are listed by: the day on which they hold, today where it is absent. */
export interface FlowWhere {
  asOf?: string | null;
}

@ArgsType()
export class FlowArgs implements FlowWhere {
  @Field(() => FlowRole, { description: 'Which end of them it is at.' })
  role!: FlowRole;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only those that hold on this day; today, where it is absent.',
  })
  asOf?: string | null;
}
