// Style, safety and the arrows of the house: public -> common, server -> common, standalone -> all of them,
// cli -> server and common; nothing -> standalone or cli.
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** Folders that each top folder may not import from (docs/architecture.md, "Arrows"). */
const arrows = {
  common: ['server', 'public', 'standalone', 'cli', 'test', 'scripts'],
  server: ['public', 'standalone', 'cli', 'test', 'scripts'],
  public: ['server', 'standalone', 'cli', 'test', 'scripts'],
  standalone: ['cli', 'test'],
  cli: ['public', 'standalone', 'test', 'scripts'],
};

const arrowRules = Object.entries(arrows).map(([folder, forbidden]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbidden.map((name) => ({
            regex: `^(\\.\\./)+${name}(/|$)`,
            message: `${folder} must not import ${name}: arrows only point down.`,
          })),
          ...(folder === 'common'
            ? [
                {
                  regex: '^(node:|@kbn/|react|@elastic/|fs$|path$|crypto$)',
                  message: 'common is pure: no Node, Kibana or DOM.',
                },
              ]
            : []),
          ...(folder === 'server'
            ? [
                {
                  regex: '^(react|@elastic/eui|libsql|@hapi/)',
                  message: 'The server half runs inside Kibana: bundle only what it needs.',
                },
              ]
            : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'build', 'data', '**/*.generated.js', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mjs,cjs,js}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['common/**/*.ts', 'server/**/*.ts', 'public/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['public/**/*.{ts,tsx}', 'standalone/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  ...arrowRules,
);
