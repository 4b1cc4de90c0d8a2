import { once } from 'node:events';

// Packages take three quarters of the time that the hub takes to load, and no change of a source touches them: they are
// loaded ahead, and the hub once it is told to.
await Promise.allSettled(process.argv.slice(2).map((name) => import(name)));
await once(process, 'message');
await import('./dev-hub.ts');
