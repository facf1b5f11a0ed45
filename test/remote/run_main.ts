/** `npm start` in this process: what it prints, how it ends, and the API behind its address. */
import { join } from 'node:path';
import { API_BASE, type RouteContract } from '../../common/api';
import { main } from '../../standalone/main';

const ROOT = join(__dirname, '..', '..');

export interface Output {
  /** Standard output and errors together. */
  text: string;
}

export interface Running {
  url: string;
  output: Output;
  /** Bodies of all answers, as they came. */
  answers: string[];
  call<P, Q, B, R>(
    contract: RouteContract<P, Q, B, R>,
    input?: { params?: Record<string, string>; body?: unknown },
  ): Promise<{ status: number; body: R }>;
  /** As Ctrl-C does. @returns the exit code */
  stop(): Promise<number>;
}

export type Variables = Readonly<Record<string, string>>;

/** Runs until it ends by itself. */
export async function runMain(
  args: readonly string[],
  variables: Variables = {},
): Promise<{ code: number; text: string }> {
  const { output, ended } = begin(args, variables);
  return { code: await ended, text: output.text };
}

/** Runs until it serves. */
export async function startMain(args: readonly string[], variables: Variables = {}): Promise<Running> {
  const { output, ended } = begin(args, variables);
  let code: number | undefined;
  void ended.then((value) => (code = value));
  while (!output.text.includes('Ctrl-C stops it')) {
    if (code !== undefined) throw new Error(`It ended with ${code}:\n${output.text}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const [url = ''] = /http:\/\/localhost:\d+/.exec(output.text.slice(output.text.indexOf('  open'))) ?? [];
  const answers: string[] = [];
  return {
    url,
    output,
    answers,
    call: async (contract, { params = {}, body } = {}) => {
      const path = contract.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
      const response = await fetch(`${url}${API_BASE}${path}`, {
        method: contract.method.toUpperCase(),
        headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true' },
        ...(contract.method === 'get' ? {} : { body: JSON.stringify(body ?? {}) }),
      });
      const text = await response.text();
      answers.push(text);
      const isStream = response.headers.get('content-type')?.includes('ndjson') ?? false;
      const lines = () =>
        text
          .split('\n')
          .filter(Boolean)
          .map((line): unknown => JSON.parse(line));
      return { status: response.status, body: (isStream ? lines() : JSON.parse(text)) as never };
    },
    stop: async () => {
      process.emit('SIGINT');
      return ended;
    },
  };
}

function begin(args: readonly string[], variables: Variables): { output: Output; ended: Promise<number> } {
  const output: Output = { text: '' };
  const take = (text: unknown): boolean => Boolean((output.text += String(text)));
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => take(text)),
  );
  const environment = { root: ROOT, bundlesDir: join(ROOT, 'build', 'none'), workingDir: ROOT, variables };
  const ended = main(args, environment).finally(() => spies.forEach((spy) => spy.mockRestore()));
  return { output, ended };
}
