/** Reads a multipart form the way Kibana's server does: one file, beside it text fields. */
import type { UploadedForm } from './types';

/** Undefined when the form has no file. */
export function readForm(contentType: string, body: string): UploadedForm | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const extra: Record<string, string> = {};
  let file: Omit<UploadedForm, 'extra'> | undefined;
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const text = part.slice(end + 4).replace(/\r\n$/, '');
    const field = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const filename = /filename="([^"]*)"/.exec(head)?.[1];
    if (filename === undefined) extra[field] = text;
    else file = { field, filename, text };
  }
  return file && { ...file, extra };
}
