import { networkReason } from './network_reason';

it.each([
  ['ENOTFOUND', 'host name is not known'],
  ['ECONNREFUSED', 'nothing listens'],
  ['EHOSTUNREACH', 'no way'],
  ['ECONNRESET', 'https://'],
  ['HPE_INVALID_CONSTANT', 'does not speak HTTP'],
  ['EPROTO', 'is it http://?'],
  ['CERT_HAS_EXPIRED', 'not valid at this time'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted: name the authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not trusted: name the authority'],
  ['EWHATEVER', 'EWHATEVER.'],
])('explains %s', (code, words) => {
  const text = networkReason(Object.assign(new Error('x'), { code }));
  expect(text).toContain(words);
  expect(text).toContain(code);
});

it('falls back to the message', () => {
  expect(networkReason(new Error('socket hang up'))).toBe('socket hang up.');
});
