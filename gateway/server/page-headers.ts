import { createHash } from 'node:crypto';

const SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/**
 * The headers of a page: it may run the scripts within it and no others, and load nothing from elsewhere. Its editor
 * writes styles, and runs workers that it makes itself.
 * @param frameAncestors the origins whose pages may embed it; defaults to none
 */
export function pageHeaders(page: string, frameAncestors: readonly string[] = []): Record<string, string> {
  const policy = {
    'default-src': ["'none'"],
    'script-src': [...page.matchAll(SCRIPT)].map(([, script]) => `'sha256-${hashOf(script!)}'`),
    'worker-src': ['blob:'],
    'style-src': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ['data:'],
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': frameAncestors.length > 0 ? frameAncestors : ["'none'"],
  };
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': Object.entries(policy)
      .map(([name, sources]) => [name, ...sources].join(' '))
      .join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

const hashOf = (script: string): string =>
  // Browsers hash what they have parsed, which has one kind of line end.
  createHash('sha256').update(script.replaceAll(/\r\n?/g, '\n')).digest('base64');
