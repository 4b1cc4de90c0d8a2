/** The forms in which a new module writes the name of what it holds. */
export interface Names {
  /** The service that it belongs to: `clinical`. */
  service: string;
  /** Its folder: `dialysis`. */
  module: string;
  /** One object: `dialysis-unit`. */
  thing: string;
  /** Several: `dialysis-units`, as the dataset and the command line name them. */
  things: string;
  /** What a source counts of it: `stations`. */
  figure: string;
}

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Checks the names of the command line.
 * @throws RangeError that names the one at fault and what it takes
 */
export function checkNames(names: Names, services: readonly string[]): Names {
  const { service, thing, things } = names;
  if (!services.includes(service)) throw new RangeError(`"${service}" is not a service; use ${services.join(', ')}.`);
  for (const [what, word] of Object.entries(names)) {
    if (!kebabCase.test(word)) throw new RangeError(`${what}: "${word}" is not kebab-case, such as dialysis-unit.`);
  }
  if (thing === things) throw new RangeError(`"${thing}" has the same plural; give another with --plural.`);
  return names;
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
export const pascalCase = (name: string): string => name.split('-').map(capitalized).join('');
export const camelCase = (name: string): string => pascalCase(name).replace(/^./, (letter) => letter.toLowerCase());

/**
 * A template with its placeholders filled: `__Thing__`, `__thing__`, `__thing-name__`, `__thing_name__`, `__thing name__`,
 * their plurals, and the same of the module.
 */
export function fill(template: string, names: Names): string {
  const { service, module, thing, things, figure } = names;
  const values: Record<string, string> = {
    service,
    'module-name': module,
    Module: pascalCase(module),
    module: camelCase(module),
    'thing-name': thing,
    thing_name: thing.replaceAll('-', '_'),
    'thing name': thing.replaceAll('-', ' '),
    'Thing name': capitalized(thing.replaceAll('-', ' ')),
    Thing: pascalCase(thing),
    thing: camelCase(thing),
    'things-name': things,
    'things name': things.replaceAll('-', ' '),
    'Things name': capitalized(things.replaceAll('-', ' ')),
    Things: pascalCase(things),
    things: camelCase(things),
    figure: camelCase(figure),
    figure_name: figure.replaceAll('-', '_'),
    'figure name': figure.replaceAll('-', ' '),
  };
  return template.replaceAll(/__([A-Za-z][A-Za-z _-]*?)__/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`There is no value for the placeholder ${placeholder}.`);
    return value;
  });
}
