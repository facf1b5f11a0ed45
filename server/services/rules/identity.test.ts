import { canonicalJson, contentHash, identityTags, isIdentityTag, readIdentity } from './identity';

describe('the identity of an installed rule', () => {
  const identity = { packId: 't1571_non_standard_port', contentVersion: 3, hash: '0a1b2c3d' };

  it('is written as tags and read back', () => {
    expect(readIdentity(['Detection Workbench', ...identityTags(identity), 'theirs'])).toEqual(identity);
    expect(identityTags(identity).every(isIdentityTag)).toBe(true);
    expect(isIdentityTag('theirs')).toBe(false);
  });

  it('is partial where users removed tags or wrote nonsense', () => {
    expect(readIdentity(['DW-content: x', 'DW-hash: 0a1b2c3d'])).toEqual({ hash: '0a1b2c3d' });
  });
});

describe('the content hash', () => {
  it('does not depend on the order of keys or on members that are not set', () => {
    expect(contentHash({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(contentHash({ b: [{ c: 2 }], a: 1 }));
    expect(canonicalJson({ b: 1, a: [undefined, null] })).toBe('{"a":[null,null],"b":1}');
  });

  it('depends on the order of lists and on every value', () => {
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
    expect(contentHash({ a: '1' })).not.toBe(contentHash({ a: 1 }));
    expect(contentHash('x')).toMatch(/^[0-9a-f]{8}$/);
  });
});
