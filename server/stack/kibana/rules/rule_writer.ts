/** Writes rules: new ones and many at a time by import, a few edits one by one. Answers what failed, by `rule_id`. */
import { StackError, type StackErrorCode } from '../../stack';
import type { KibanaApi } from '../apis';
import { chunks, inParallel } from '../batches';
import { codeOfStatus, type Purpose } from '../errors';

export const WRITE: Purpose = {
  what: 'change detection rules',
  takes: 'the privilege to manage rules of Elastic Security in this space',
};

export interface Failure {
  code: StackErrorCode;
  message: string;
}

export type RuleDocument = Readonly<Record<string, unknown>>;

/** Rules in one import; Kibana takes 10,000 and 10 MiB, and works through them 50 at a time. */
const RULES_PER_IMPORT = 500;
const BYTES_PER_IMPORT = 8_000_000;
/** Writes that may wait for Kibana at the same time: each waits for a refresh of up to a second. */
const PARALLEL_EDITS = 5;

interface ImportAnswer {
  errors?: Array<{ rule_id?: string; error: { status_code: number; message: string } }>;
}

export class RuleWriter {
  constructor(private readonly kibana: KibanaApi) {}

  /** Creates, or changes over an existing rule. A rule that lost a link to a list counts as failed. */
  async import(documents: readonly RuleDocument[]): Promise<Map<string, Failure>> {
    const failures = new Map<string, Failure>();
    for (const lines of batches(documents.map((document) => JSON.stringify(document)))) {
      const { errors = [] } = await this.kibana.call<ImportAnswer>(
        WRITE,
        'POST',
        '/api/detection_engine/rules/_import',
        { query: { overwrite: true }, multipart: { filename: 'rules.ndjson', text: `${lines.join('\n')}\n` } },
      );
      for (const { rule_id, error } of errors) {
        failures.set(rule_id ?? '', { code: codeOfStatus(error.status_code), message: error.message });
      }
    }
    return failures;
  }

  /** Replaces rules that exist. */
  async replace(documents: readonly RuleDocument[]): Promise<Map<string, Failure>> {
    const failures = new Map<string, Failure>();
    await inParallel(documents, PARALLEL_EDITS, async (body) => {
      try {
        await this.kibana.call(WRITE, 'PUT', '/api/detection_engine/rules', { body });
      } catch (error) {
        if (!(error instanceof StackError) || !belongsToOneRule(error.code)) throw error;
        failures.set(String(body['rule_id']), { code: error.code, message: error.message });
      }
    });
    return failures;
  }
}

/** Without a login or a server the other rules would fail just the same: then the whole write fails. */
function belongsToOneRule(code: StackErrorCode): boolean {
  return code === 'rejected' || code === 'not_found' || code === 'conflict' || code === 'too_large';
}

function batches(lines: readonly string[]): string[][] {
  return chunks(lines, RULES_PER_IMPORT).flatMap((part) => {
    const parts: string[][] = [[]];
    let size = 0;
    for (const line of part) {
      const bytes = Buffer.byteLength(line) + 1;
      if (size + bytes > BYTES_PER_IMPORT && size > 0) {
        parts.push([]);
        size = 0;
      }
      parts[parts.length - 1]?.push(line);
      size += bytes;
    }
    return parts;
  });
}
