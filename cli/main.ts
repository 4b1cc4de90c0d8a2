import { runCommand } from '../platform/process.ts';
import { program } from './program.ts';

await runCommand(() => program.parseAsync());
