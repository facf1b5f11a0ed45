/** What needs a real Elasticsearch. One node for the whole run, started by the global set-up. */
const base = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: base.rootDir,
  roots: ['<rootDir>/test/elasticsearch'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/elasticsearch/global_setup.ts',
  globalTeardown: '<rootDir>/test/elasticsearch/global_teardown.ts',
  testTimeout: 120_000,
};
