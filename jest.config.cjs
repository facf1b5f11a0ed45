/** Unit, content, API and contract tests: no browser, no network. */
module.exports = {
  rootDir: __dirname,
  roots: [
    '<rootDir>/common',
    '<rootDir>/server',
    '<rootDir>/public',
    '<rootDir>/standalone',
    '<rootDir>/cli',
    '<rootDir>/test',
    '<rootDir>/packs',
  ],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/elasticsearch/',
    '<rootDir>/build/',
  ],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@kbn/i18n$': '<rootDir>/standalone/host/kbn/i18n.ts',
    '^@kbn/config-schema$': '<rootDir>/standalone/host/kbn/config_schema.ts',
  },
  // EUI's CommonJS build requires this one, which is published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!uuid/)'],
  setupFiles: ['<rootDir>/test/support/fast_check_setup.ts'],
  testEnvironment: 'node',
  maxWorkers: 2,
};
