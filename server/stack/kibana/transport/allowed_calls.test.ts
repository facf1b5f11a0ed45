import { assertAllowed } from './allowed_calls';

describe('calls to Kibana', () => {
  it('are those that the adapter makes', () => {
    expect(() => assertAllowed('GET', '/api/detection_engine/rules/_find')).not.toThrow();
    expect(() => assertAllowed('POST', '/api/cases/4025120c-590d-4cee/comments')).not.toThrow();
  });

  it.each([
    ['DELETE', '/api/detection_engine/rules'],
    ['GET', '/internal/security/me'],
    ['GET', '/api/cases/../status'],
    ['POST', '/api/cases/a/b/comments'],
    ['POST', '/api/cases/%2e%2E/comments'],
    ['POST', '/api/cases/..%2Fa/comments'],
    ['DELETE', '/api/saved_objects/search/..%5Cdashboard'],
    ['POST', '/api/cases//comments'],
    ['GET', 'http://elsewhere/api/status'],
    ['GET', '//elsewhere/api/status'],
    ['GET', '/api/status?x=1'],
    ['GET', '/s/other/api/status'],
  ] as const)('never are %s %s', (method, path) => {
    expect(() => assertAllowed(method, path)).toThrow('does not call');
  });
});
