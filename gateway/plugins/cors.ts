import type { YogaServerOptions } from 'graphql-yoga';
import { REQUEST_ID_HEADER } from '../../services/shared/request-id.ts';
import { RATE_HEADERS } from './rate.ts';

type Cors = Extract<NonNullable<YogaServerOptions<object, object>['cors']>, (...args: never[]) => unknown>;

const SHARED = { credentials: false, exposedHeaders: [REQUEST_ID_HEADER, ...RATE_HEADERS] };

/** Which origins' pages may read answers: without credentials, as there are no cookies to borrow. */
export function corsOf(origins: readonly string[] = ['*']): Cors {
  const allowed = new Set(origins);
  const isOpen = allowed.has('*');
  return (request) => {
    const origin = request.headers.get('origin');
    if (origin === null) return false;
    return isOpen || allowed.has(origin) ? { ...SHARED, origin } : false;
  };
}
