import type { DatasetDoor, Subgraph } from '../../platform/contract/subgraph.ts';
import { clientError } from '../../platform/errors.ts';

/** The datasets of all subgraphs; undefined if there are none. */
export function allDatasets(subgraphs: readonly Subgraph[]): DatasetDoor | undefined {
  const doors = subgraphs.flatMap(({ datasets }) => datasets ?? []);
  return doors.length === 0 ? undefined : joinedDoor(doors);
}

/** Several doors as one. */
export function joinedDoor(doors: readonly DatasetDoor[]): DatasetDoor {
  const byName = new Map(doors.flatMap((door) => door.list.map(({ name }) => [name, door])));
  const doorOf = (name: string): DatasetDoor => {
    const door = byName.get(name);
    if (!door) throw clientError('NOT_FOUND', `There is no dataset ${name}.`);
    return door;
  };
  return {
    list: doors.flatMap(({ list }) => list),
    template: async (name, ...asked) => doorOf(name).template(name, ...asked),
    rows: async (name, ...asked) => doorOf(name).rows(name, ...asked),
    put: async (name, ...asked) => doorOf(name).put(name, ...asked),
  };
}
