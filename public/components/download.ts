/** Hands files to the browser's download. Several become one tar archive: every system opens it, and it needs no compression code. */

export interface DownloadFile {
  name: string;
  mediaType: string;
  text: string;
}

const BLOCK = 512;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One header of the POSIX ustar format; names of our exports are ASCII and shorter than 100 bytes. */
function tarHeader(name: string, size: number, seconds: number): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number, length: number) => header.set(encode(text).slice(0, length), at);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  put(name, 0, 100);
  put(octal(0o644, 8), 100, 7);
  put(octal(0, 8), 108, 7);
  put(octal(0, 8), 116, 7);
  put(octal(size, 12), 124, 11);
  put(octal(seconds, 12), 136, 11);
  put('        ', 148, 8);
  put('0', 156, 1);
  put('ustar\u000000', 257, 8);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 7)}\u0000 `, 148, 8);
  return header;
}

/** @param at milliseconds since the epoch, written as the files' time */
export function tarOf(files: readonly DownloadFile[], at: number): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ name, text }) => {
    const body = encode(text);
    const padding = new Uint8Array((BLOCK - (body.length % BLOCK)) % BLOCK);
    return [tarHeader(name, body.length, Math.floor(at / 1000)), body, padding];
  });
  parts.push(new Uint8Array(2 * BLOCK));
  const archive = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    archive.set(part, offset);
    offset += part.length;
  }
  return archive;
}

function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param archiveName without extension */
export function downloadFiles(files: readonly DownloadFile[], archiveName: string): void {
  const [only] = files;
  if (only && files.length === 1) saveBlob(new Blob([only.text], { type: only.mediaType }), only.name);
  else if (files.length > 1)
    saveBlob(new Blob([tarOf(files, Date.now())], { type: 'application/x-tar' }), `${archiveName}.tar`);
}
