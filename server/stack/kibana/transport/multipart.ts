import { randomUUID } from 'node:crypto';
import type { Upload } from './types';

/** A form with one file. The boundary is random, so that no content can contain it. */
export function multipartForm({ filename, text }: Upload): { contentType: string; body: string } {
  const boundary = `----workbench-${randomUUID()}`;
  const body = [
    `--${boundary}`,
    `content-disposition: form-data; name="file"; filename="${filename}"`,
    'content-type: application/ndjson',
    '',
    text,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
