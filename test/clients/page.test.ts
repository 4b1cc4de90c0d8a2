import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { useHub } from './hub.ts';

const hub = useHub();
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>Other</title>'));
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser.close();
  server.close();
});

const search = `?query=${encodeURIComponent('{ sources { code } }')}`;
const json = { 'content-type': 'application/json' };

test.each([
  ['a plain GET, as d3.json sends it', search, {}],
  ['a POST of JSON', '', { method: 'POST', headers: json, body: '{"query":"{ sources { code } }"}' }],
  ['a GET with a header', search, { headers: { 'x-requested-with': 'page' } }],
])('a page of another origin reads the answer to %s', async (_, suffix, init) => {
  const found = await page.evaluate(
    async ([url, options]) => {
      const response = await fetch(url, options);
      return { status: response.status, body: await response.json(), left: response.headers.get('ratelimit-remaining') };
    },
    [hub.url + suffix, init] as const,
  );
  expect(found).toEqual({
    status: 200,
    body: { data: { sources: expect.arrayContaining([{ code: expect.any(String) }]) } },
    left: expect.any(String),
  });
});
