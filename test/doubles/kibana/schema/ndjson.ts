/** Lines of an uploaded file. */
import { platformError, securityError } from '../errors';
import type { Call } from '../types';

export interface Line {
  value?: unknown;
  /** Why the line is no JSON, in the words of the Node that 8.12 ships. */
  broken?: string;
}

/** @throws Refusal for another extension, and the 500 that a form without the field gets */
export function uploadedText({ form }: Call, refusal: 'security' | 'platform' = 'security'): string {
  if (form?.field !== 'file') throw securityError(500, "Cannot read properties of undefined (reading 'hapi')");
  const extension = form.filename.slice(form.filename.lastIndexOf('.'));
  if (extension === '.ndjson') return form.text;
  const message = `Invalid file extension ${extension}`;
  throw refusal === 'security' ? securityError(400, message) : platformError(400, message);
}

export function parseLines(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        return { value: JSON.parse(line) as unknown };
      } catch (error) {
        return { broken: jsonProblem(line, (error as Error).message) };
      }
    });
}

/** What `JSON.parse` says in the Node that 8.12 ships; newer ones word it differently. */
function jsonProblem(text: string, message: string): string {
  const token = /Unexpected token '(.)'/.exec(message)?.[1];
  const position = /position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? (token === undefined ? -1 : text.indexOf(token)) : Number(position);
  return at < 0 || at >= text.length
    ? 'Unexpected end of JSON input'
    : `Unexpected token ${text[at]} in JSON at position ${at}`;
}
