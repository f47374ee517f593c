import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';
import { noRawTarget } from './tools/lint/no-raw-target.mjs';
import { roleSuffix } from './tools/lint/role-suffix.mjs';

export default tseslint.config(
  { ignores: ['dist/', '.data/', '.cache/', 'coverage/'] },
  eslint.configs.recommended,
  {
    plugins: { imports: importSort },
    rules: {
      // From far to near: Node, packages, libs, other folders, this folder.
      'imports/imports': [
        'error',
        { groups: [['^\\u0000', '^node:', '^@?\\w', '^#libs/', '^\\.\\./', '^\\./']] },
      ],
      'no-duplicate-imports': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Nest's modules and event classes carry their meaning in decorators and static members.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Counts stand in messages.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `noPropertyAccessFromIndexSignature` is the other taste.
      '@typescript-eslint/dot-notation': 'off',
      // Type parameters state what a row or a handler is; the SQL or the decorator is the proof.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Presenters build answers as plain objects of the shape of their DTO.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_$', argsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // `as const` only narrows.
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
          message: 'A cast is not checked: narrow the type with a guard.',
        },
        {
          selector: 'TSTypeAssertion',
          message: 'A cast is not checked: narrow the type with a guard.',
        },
      ],
    },
  },
  {
    // Tests arrange impossible things and assert on whatever came back.
    files: ['**/*.spec.ts', 'libs/testing/**', 'libs/*/test/**', 'test/**'],
    // The sample is written as a lib.
    ignores: ['test/sample-domain/**/!(*.spec).ts'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Nest's own decorators would let a body or a query in as it is.
    files: ['apps/**/*.ts', 'libs/**/*.ts', 'test/sample-domain/**/*.ts'],
    ignores: ['libs/http/src/endpoint/inputs.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/common',
              importNames: ['Body', 'Query'],
              message: 'Use ReadBody or ReadQuery: they read a DTO, and refuse what it lacks.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['libs/http/src/request/request-target.ts', 'libs/testing/**', '**/*.spec.ts'],
    plugins: { maru: { rules: { 'no-raw-target': noRawTarget } } },
    rules: { 'maru/no-raw-target': 'error' },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'test/sample-domain/**/*.ts'],
    ignores: ['libs/testing/**', '**/*.spec.ts'],
    plugins: { names: { rules: { 'role-suffix': roleSuffix } } },
    rules: { 'names/role-suffix': 'error' },
  },
  {
    // The driver can't know the shape of rows: the SQL of the caller states it.
    files: ['libs/database/src/statement.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Programs that talk to a terminal.
    files: ['apps/cli/**/*.ts', 'libs/runtime/src/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        clearInterval: 'readonly',
        setInterval: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  prettier,
  // Prettier's config switches this off, for a form of it that Prettier would undo.
  { rules: { curly: ['error', 'all'] } },
);
