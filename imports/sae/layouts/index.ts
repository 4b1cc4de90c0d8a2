import { care } from './care.ts';
import { declaredActivities } from './declared-activities.ts';
import { groups } from './groups.ts';
import { imaging } from './imaging.ts';
import type { Layout } from './layout.ts';
import { specialisedUnits } from './specialised-units.ts';
import { workforce } from './workforce.ts';

/** The tables with figures, by name. */
export const layouts: Readonly<Record<string, Layout>> = {
  ...care,
  ...imaging,
  ...workforce,
  ...declaredActivities,
  ...specialisedUnits,
  ...groups,
};
