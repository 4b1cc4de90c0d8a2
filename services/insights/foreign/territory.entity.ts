import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A region, department or commune of the official division of France.' })
@Directive('@key(fields: "code")')
export class Territory {
  @Field(() => String, { description: 'Its code: `REG-44`, `57` or `57463`.' })
  code!: string;
}

/** The territory with a code, which the service of the establishments completes. */
export const territoryOf = (code: string): Territory => ({ code });
