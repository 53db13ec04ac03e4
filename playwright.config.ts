import { defineConfig } from '@playwright/test';

/** Journeys in the real Electron. `npm test -- e2e` gives them a desktop of their own. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'reports/e2e.json' }]],
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
