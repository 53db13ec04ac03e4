import { defineConfig } from '@playwright/test';

/** Makes the pictures of the documents: `npm run screenshots`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 120_000,
});
