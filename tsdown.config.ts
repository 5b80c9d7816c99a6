import { defineConfig } from 'tsdown';

// eslint-disable-next-line no-restricted-syntax -- tsdown reads its configuration from the default export
export default defineConfig({
  entry: { main: 'src/cli/main.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  dts: false,
  clean: true,
});
