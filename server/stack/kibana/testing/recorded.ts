/** For tests: answers as a real Kibana gave them, handed out for the calls that a part makes. */
import type { Answer, HttpMethod, KibanaCall, KibanaTransport } from '../transport/types';
import { KibanaApi } from '../apis';

export interface MadeCall extends KibanaCall {
  method: HttpMethod;
  path: string;
}

/** `GET /api/x` -> the answers to such calls, one after the other; the last one stays. */
export type Recorded = Readonly<Record<string, ReadonlyArray<Answer | ((call: MadeCall) => Answer)>>>;

export interface RecordedKibana {
  transport: KibanaTransport;
  api: KibanaApi;
  /** Every call, in order. */
  calls: MadeCall[];
  /** Calls of one kind, e.g. `PUT /api/x`. */
  callsOf(kind: string): MadeCall[];
}

export function recordedKibana(recorded: Recorded): RecordedKibana {
  const calls: MadeCall[] = [];
  const callsOf = (kind: string) => calls.filter(({ method, path }) => `${method} ${path}` === kind);
  const transport: KibanaTransport = {
    request: async (method, path, call = {}) => {
      const kind = `${method} ${path}`;
      const answers = recorded[kind];
      if (!answers) throw new Error(`No answer was recorded for ${kind}`);
      const made = { ...call, method, path };
      calls.push(made);
      const answer = answers[Math.min(callsOf(kind).length, answers.length) - 1];
      if (!answer) throw new Error(`No answer was recorded for ${kind}`);
      return typeof answer === 'function' ? answer(made) : answer;
    },
  };
  return { transport, api: new KibanaApi(transport), calls, callsOf };
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** An error of the rules, exceptions, lists and alerts APIs. */
export const securityError = (status: number, message: unknown): Answer => ({
  status,
  body: { message, status_code: status },
});
