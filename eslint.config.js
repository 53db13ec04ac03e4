import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { banBlocks, TESTS } from './scripts/lib/lint-bans.mjs';
import svelteConfig from './svelte.config.js';

const svelteFiles = ['**/*.svelte', '**/*.svelte.ts'];

export default defineConfig(
  { ignores: ['out/', 'dist/', 'reports/', 'coverage/', 'test-results/', 'test/recordings/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  noUnsanitized.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-undef': 'off', // the compiler and svelte-check know better
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off', // the typed one below replaces it
      'no-new-func': 'error',
      'no-console': 'error',
      'no-nested-ternary': 'error',
      'no-else-return': 'error',
      'no-control-regex': 'off', // names from servers hold control characters, and they are looked for
      '@typescript-eslint/no-invalid-void-type': 'off', // `void` is how the contract says that nothing goes in
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off', // `() => close()` is how events are answered
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Slow, and there is neither an enum (banned below) nor a class that another one looks like.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // A class without fields is how a port is faked; a condition that types call constant may guard against the wire.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Electron deprecates calls whose replacement the older runtime lacks: keychain.ts chooses at run time.
      '@typescript-eslint/no-deprecated': 'off',
    },
  },
  {
    files: svelteFiles,
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/button-has-type': 'error',
      // Routes are state of our own: there is no SvelteKit here.
      'svelte/no-navigation-without-resolve': 'off',
      // The compiler decides which of its warnings are ignored for nothing, and not every Map is watched.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-store-reactive-access': 'off', // there are no stores
      // `let { value = $bindable() }` must be let beside props that never change.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  {
    // Here a component is of an unknown type, so what it hands to a snippet or a listener is too; svelte-check knows
    // it.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // No DOM there: `document.write` writes a file.
    files: ['src/main/**', 'src/sample/**', 'scripts/**', 'test/**'],
    rules: { 'no-unsanitized/method': 'off' },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: TESTS,
    rules: { 'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: TESTS,
    rules: { 'max-lines-per-function': ['error', { max: 40 }] },
  },
  {
    files: [...TESTS, 'test/**', 'e2e/**', 'bench/**'],
    rules: {
      // A test may say what it knows to be there, and hand a method on.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...banBlocks(),
);
