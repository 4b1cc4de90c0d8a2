import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLSchema } from 'graphql';
import type { FieldDemand } from './weights.ts';

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, FieldDemand>>();

/** The demands of the introspection of a schema, by coordinate: its lists have their average lengths in this schema. */
export function introspectionDemands(schema: GraphQLSchema): ReadonlyMap<string, FieldDemand> {
  let demands = known.get(schema);
  if (!demands) known.set(schema, (demands = demandsOf(schema)));
  return demands;
}

function demandsOf(schema: GraphQLSchema): ReadonlyMap<string, FieldDemand> {
  const types = Object.values(schema.getTypeMap());
  const directives = schema.getDirectives();
  const composites = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = composites.flatMap((type) => Object.values(type.getFields()));
  const total = (sizes: number[]): number => sizes.reduce((sum, size) => sum + size, 0);
  const list = (items: number, lists: number): FieldDemand => ({
    slicingArguments: [],
    assumedSize: Math.ceil(items / lists),
    argumentWeights: new Map(),
  });
  const ofTypes = (items: number): FieldDemand => list(items, types.length);
  return new Map([
    ['__Schema.types', list(types.length, 1)],
    ['__Schema.directives', list(directives.length, 1)],
    ['__Type.fields', ofTypes(fields.length)],
    ['__Type.interfaces', ofTypes(total(composites.map((type) => type.getInterfaces().length)))],
    [
      '__Type.possibleTypes',
      ofTypes(
        total(
          types
            .filter((type) => isInterfaceType(type) || isUnionType(type))
            .map((type) => schema.getPossibleTypes(type).length),
        ),
      ),
    ],
    ['__Type.enumValues', ofTypes(total(types.filter(isEnumType).map((type) => type.getValues().length)))],
    [
      '__Type.inputFields',
      ofTypes(total(types.filter(isInputObjectType).map((type) => Object.keys(type.getFields()).length))),
    ],
    // Wrapped types, of which a type has at most three levels, count with the type that they wrap.
    ['__Type.ofType', { weight: 0, slicingArguments: [], argumentWeights: new Map() }],
    ['__Field.args', list(total(fields.map(({ args }) => args.length)), fields.length)],
    ['__Directive.args', list(total(directives.map(({ args }) => args.length)), directives.length)],
  ]);
}
