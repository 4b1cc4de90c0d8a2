import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { startHub, type Hub } from '../../services/hub.ts';
import { readEnv } from '../../services/shared/env.ts';
import { createLogger } from '../../services/shared/logger.ts';
import { launchBrowser } from '../support/browser.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let hub: Hub;
let browser: Browser;
let page: Page;
const foreign: string[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  hub = await startHub(readEnv({ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' }), createLogger('silent'));
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(hub.url).origin) && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url());
  });
  await page.goto(hub.url);
});

afterAll(async () => {
  await browser.close();
  await hub.close();
  await database.drop();
});

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

  it('runs an operation and shows the answer', async () => {
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: 'Moselle' }).waitFor();
  });

  it('gives the variables that an operation needs', async () => {
    // The tabs are still moving to their places: the event goes to the tab, wherever it is.
    await page.getByRole('button', { name: 'NodeById' }).dispatchEvent('click');
    // GraphiQL shows a tab before it takes its operation over, and stores which one is active after.
    const last = (await page.locator('.graphiql-tab-button').count()) - 1;
    await page.waitForFunction(
      (index) => localStorage.getItem('graphiql:tabState')?.includes(`"activeTabIndex":${index}`),
      last,
    );
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.graphiql-response', { hasText: 'HIA LEGOUEST' }).waitFor();
  });

  it('documents the schema: from the query to a field of a type', async () => {
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('establishments', { exact: true }).click();
    await page.locator('.graphiql-doc-explorer').getByText('closed ones included').waitFor();
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

  it('asks nothing of any other machine', () => {
    expect(foreign).toEqual([]);
  });
});
