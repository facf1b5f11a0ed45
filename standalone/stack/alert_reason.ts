import { valuesOf } from '../../common/allowlist';

type Source = Readonly<Record<string, unknown>>;

/**
 * The sentence that says what an alert is about, in the form of Elastic Security:
 * `network event with process evil.exe, source 10.1.2.3 destination 203.0.113.7:8443, by alice on h1 created medium
 * alert Name.`
 */
export function reasonOf(source: Source, severity: string, ruleName: string): string {
  const first = (field: string): string | undefined => {
    const value = valuesOf(source, field)[0];
    return value === undefined ? undefined : String(value);
  };
  const category = valuesOf(source, 'event.category').map(String);
  const subject = category.length > 0 ? `${category.join(', ')} event` : 'event';
  const details = [
    phrase('process', first('process.name')),
    phrase('parent process', first('process.parent.name')),
    phrase('file', first('file.name')),
    endpoints(first),
  ].filter((part) => part !== undefined);
  const withDetails = details.length > 0 ? ` with ${details.join(', ')},` : '';
  const user = phrase(' by', first('user.name')) ?? '';
  const host = phrase(' on', first('host.name')) ?? '';
  return `${subject}${withDetails}${user}${host} created ${severity} alert ${ruleName}.`;
}

function phrase(word: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${word} ${value}`;
}

function endpoints(first: (field: string) => string | undefined): string | undefined {
  const ends = (['source', 'destination'] as const).flatMap((end) => {
    const ip = first(`${end}.ip`);
    if (ip === undefined) return [];
    const port = first(`${end}.port`);
    return [`${end} ${ip}${port === undefined ? '' : `:${port}`}`];
  });
  return ends.length > 0 ? ends.join(' ') : undefined;
}
