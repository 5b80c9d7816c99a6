import { defineConfig } from 'vitest/config';

// eslint-disable-next-line no-restricted-syntax -- vitest reads its configuration from the default export
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    // What a source's case scans is no test of ours.
    exclude: ['**/node_modules/**', '**/cases/*/input/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
