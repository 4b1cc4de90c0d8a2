import { once } from 'node:events';

// Packages take three quarters of the hub's load time, and no change of a source touches them: they are loaded in
// advance, the hub's own code when the parent asks.
await Promise.allSettled(process.argv.slice(2).map((name) => import(name)));
await once(process, 'message');
await import('./dev-hub.ts');
