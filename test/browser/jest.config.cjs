/** The whole product in a real Chromium. One browser, a fresh host per file, files one after the other. */
const base = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: base.rootDir,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/global_setup.ts',
  testTimeout: 120_000,
  maxWorkers: 1,
};
