import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { startHub, type Hub } from '../../cli/hub.ts';
import { developmentKeyFile, mintToken } from '../../platform/development-key.ts';
import { readEnv } from '../../platform/env.ts';
import { createLogger } from '../../platform/logger.ts';
import { launchBrowser } from '../support/browser.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let folder: string;
let hub: Hub;
let browser: Browser;
let page: Page;
const foreign: string[] = [];
/** What the page tried and its content security policy forbids, also in its workers. */
const violations: string[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  folder = await mkdtemp(join(tmpdir(), 'maillage-explorer-'));
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
  hub = await startHub(readEnv(settings), createLogger('silent'));
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(hub.url).origin) && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(error.message));
  const response = await page.goto(hub.url);
  expect(response!.headers()['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
});

afterAll(async () => {
  await browser.close();
  await hub.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function openTab(name: string): Promise<void> {
  const names = await page.locator('.graphiql-tab-button').allTextContents();
  await page.getByRole('button', { name, exact: true }).click();
  // GraphiQL shows a tab before it takes its operation over, and stores which one is active after.
  await page.waitForFunction(
    (index) => localStorage.getItem('graphiql:tabState')?.includes(`"activeTabIndex":${index}`),
    names.indexOf(name),
  );
}

describe('the explorer', () => {
  it('opens with a tab for each example operation', async () => {
    const tabs = page.locator('.graphiql-tab-button');
    await tabs.first().waitFor();
    const operations = await readOperations();
    const names = operations.map(({ document }) => /^query (\w+)/m.exec(document)![1]!);
    expect(await tabs.allTextContents()).toEqual(names);
    // GraphiQL shows no variables in the tab that it opens with.
    expect(operations[0]!.variables).toEqual({});
    expect([...new Set(operations.map(({ audience }) => audience))]).toEqual([
      'analyst',
      'partner institution',
      'developer',
    ]);
    await page.locator('.graphiql-query-editor', { hasText: 'For the analyst' }).waitFor();
  });

  it('says first what the hub holds, and what of it is a part', async () => {
    const holdings = page.locator('#holdings', { hasText: 'This hub holds' });
    await holdings.waitFor();
    const told = await holdings.textContent();
    expect(told).toMatch(/Partial: register \d+,/);
    expect(told).toMatch(/Not covered: .*authorisations/);
    expect(told).not.toContain('Complete');
  });

  it('runs an operation and shows the answer', async () => {
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: 'Grand Est' }).waitFor();
  });

  it('gives the variables that an operation needs', async () => {
    await openTab('NodeById');
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: 'HIA LEGOUEST' }).waitFor();
  });

  it('shows anyone what is public, and partners the rest: they give their token as a header', async () => {
    await openTab('SharedCateringScenario');
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: /costPerUnitEur":\s*null/ }).waitFor();
    const options = { institution: '570005165', scopes: ['partner'], hours: 1, claim: 'institution' };
    const token = await mintToken(developmentKeyFile(readEnv({ DATA_DIR: folder })), options);
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)').click();
    await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${token}` }));
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: /costPerUnitEur":\s*6.2/ }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token);
  });

  it('documents the schema: from the query to a field of a type', async () => {
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('establishments', { exact: true }).click();
    await page.locator('.graphiql-doc-explorer').getByText('including closed ones').waitFor();
  });

  it('finds the French words of descriptions, which have accents or not', async () => {
    await page.getByRole('searchbox', { name: 'Search descriptions' }).fill('lits READAPTATION');
    await page.locator('#bar dt', { hasText: 'IndicatorCode.REHABILITATION_BEDS_PER_100K' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#bar dt').count()).toBe(0);
  });

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [1440, 'dark'],
  ] as const)('fits a screen of %d pixels, and can be read in the %s', async (width, colorScheme) => {
    const other = await browser.newPage({ viewport: { width, height: 844 }, colorScheme });
    await other.goto(hub.url);
    await other.getByRole('heading', { level: 1, name: 'Maillage' }).waitFor();
    await other
      .getByRole('main')
      .getByRole('button', { name: /execute query/i })
      .click();
    await other.locator('.graphiql-response', { hasText: 'REGISTER' }).waitFor();
    const found = await other.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const rgb = (text: string) => text.match(/\d+/g)!.map(Number);
      const light = (element: Element, name: 'color' | 'backgroundColor') =>
        Math.max(...rgb(getComputedStyle(element)[name]).slice(0, 3));
      const [bar, link] = ['#bar', '#bar a'].map((selector) => document.querySelector(selector)!) as [Element, Element];
      return {
        size: [scrollWidth, scrollHeight],
        contrast: Math.abs(light(link, 'color') - light(bar, 'backgroundColor')),
        zoom: document.querySelector('meta[name=viewport]')?.getAttribute('content'),
      };
    });
    expect(found).toEqual({
      size: [width, 844],
      contrast: expect.any(Number),
      zoom: expect.stringContaining('device-width'),
    });
    expect(found.contrast).toBeGreaterThan(150);
    await other.close();
  });

  it('offers the schema as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the schema' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('type Establishment implements Node');
    expect(text).not.toContain('join__');
  });

  it('asks nothing of any other machine, and nothing that its policy forbids', () => {
    expect(foreign).toEqual([]);
    expect(violations).toEqual([]);
  });

  it('runs no script that a page could inject', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return 'injected' in window;
    });
    expect(ran).toBe(false);
  });
});
