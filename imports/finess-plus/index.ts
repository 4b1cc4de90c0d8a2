import { defineSource } from '../pipeline/source.ts';
import { ActivitiesJob, finishActivities } from './activities-job.ts';
import { identify } from './extract-kind.ts';
import { finishStructures, StructuresJob } from './structures-job.ts';

/** The two files of FINESS+, the new form of the register: the structures, and what they are authorised to do. */
export const finessPlus = defineSource({
  name: 'finess-plus',
  summary:
    'FINESS+: the structures (legal entities, sites, territorial groups and other groupings), and the activities that they are authorised to exercise',
  tables: [
    'establishment',
    'identifier',
    'nomenclature',
    '"grouping"',
    'grouping_identifier',
    'membership',
    'register_event_list',
    'clinical.authorisation',
    'clinical.authorised_capacity',
  ],
  settings: ['strict', 'force', 'partial'],

  async recognise(input) {
    input.unit = 'record';
    const { kind, extractedOn } = await identify(input);
    return kind === 'activities' ? new ActivitiesJob(input, extractedOn) : new StructuresJob(input, extractedOn);
  },

  async finish(session, claims) {
    const activities = claims.filter(({ scopes }) => scopes.includes('AUTHORISATIONS'));
    const structures = claims.filter((one) => !activities.includes(one));
    if (structures.length > 0) await finishStructures(session, structures);
    if (activities.length > 0) await finishActivities(session, activities);
  },
});
