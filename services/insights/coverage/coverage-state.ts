import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum CoverageState {
  COMPLETE = 'COMPLETE',
  PARTIAL = 'PARTIAL',
  ILLUSTRATIVE = 'ILLUSTRATIVE',
  NONE = 'NONE',
  NOT_COVERED = 'NOT_COVERED',
}

registerEnumType(CoverageState, {
  name: 'CoverageState',
  description: 'How much of a domain the hub knows in a place.',
  valuesConfig: {
    COMPLETE: { description: 'All that a source counts.' },
    PARTIAL: { description: 'Some of it, or some where no source counts.' },
    ILLUSTRATIVE: { description: 'Only rows whose source is illustrative: examples that no source states.' },
    NONE: { description: 'A source counts none.' },
    NOT_COVERED: { description: 'The hub knows nothing of it there: nothing follows from an empty list.' },
  },
});
