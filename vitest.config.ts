import os from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Vitest keeps one core for itself and needs little of it: with two cores that would be half of them.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['src/renderer/**', 'test/packaged/**'],
          testTimeout: 15_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          name: 'views',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.ts'],
          setupFiles: ['test/support/views.setup.ts'],
          testTimeout: 15_000,
        },
      },
      {
        // The packaged app: `npm test` makes it first (npm run package).
        test: {
          name: 'packaged',
          environment: 'node',
          include: ['test/packaged/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
