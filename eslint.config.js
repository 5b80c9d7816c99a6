import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const PURE_ROOMS = ['model', 'inspect', 'access', 'graph', 'assess'].map((room) => `src/${room}/**/*.ts`);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'coverage/',
      'estate/',
      'node_modules/',
      '**/cases/**',
      '**/*.cjs',
      '.dependency-cruiser.mjs',
      'eslint.config.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          // As `import * as z` a bundler leaves out what is not used: half a megabyte of every start.
          selector:
            "ImportDeclaration[source.value='zod'][importKind='value'] > ImportSpecifier[importKind='value']",
          message: "import * as z from 'zod'.",
        },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: name what a room shows.' },
        { selector: 'TSEnumDeclaration', message: 'Closed unions, not enums.' },
      ],
    },
  },
  {
    files: PURE_ROOMS,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is handed in.' },
        { object: 'Math', property: 'random', message: 'Randomness is handed in.' },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts', 'tools/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
