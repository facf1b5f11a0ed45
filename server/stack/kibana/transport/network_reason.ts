/** Errors of the network and of TLS in words; the code stays, to look it up. */

const WORDS: ReadonlyArray<[codes: RegExp, words: string]> = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'its host name is not known'],
  [/^ECONNREFUSED$/, 'nothing listens at its address'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/, 'no way of the network leads there'],
  [/^(ECONNRESET|EPIPE)$/, 'the connection was ended without an answer (a server that wants https:// does so)'],
  [/^HPE_/, 'what answers does not speak HTTP'],
  [/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, 'it does not speak TLS: is it http://?'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'its certificate is not valid at this time'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is made for another name'],
  [/CERT|SIGNED|VERIFY/, 'its certificate is not trusted: name the authority that signed it'],
];

/** Completes "... cannot be reached: ". */
export function networkReason({ code, message }: NodeJS.ErrnoException): string {
  if (code === undefined) return `${message}.`;
  const words = WORDS.find(([codes]) => codes.test(code))?.[1];
  return words === undefined ? `${code}.` : `${words} (${code}).`;
}
