import { isInterfaceType, isObjectType, Kind, parseType, type GraphQLArgument, type GraphQLSchema } from 'graphql';
import { directive } from './directive.ts';

/** What a condition costs besides its parts: the database plans the statement for its values. */
const planning = 400;

/** Gives each `where` of a field federation's `@cost`, from which routers estimate a request. Existing ones are kept. */
export function weighConditions(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    const given = Object.values(type.getFields()).flatMap(({ args }) => args.filter(({ name }) => name === 'where'));
    given.forEach(weigh);
  }
}

function weigh(argument: GraphQLArgument): void {
  const directives = argument.astNode?.directives ?? [];
  if (directives.some(({ name }) => name.value === 'cost')) return;
  argument.astNode = {
    ...(argument.astNode ?? {
      kind: Kind.INPUT_VALUE_DEFINITION,
      name: { kind: Kind.NAME, value: argument.name },
      type: parseType(String(argument.type)),
    }),
    directives: [...directives, directive(`@cost(weight: ${planning})`)],
  };
}
