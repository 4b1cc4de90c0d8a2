import { inject } from 'vitest';

const fault = inject('setUpFault');
if (fault !== undefined) throw new Error(fault);
