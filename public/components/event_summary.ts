import { valuesOf, type EventDocument } from '../../common/allowlist';

const first = (event: EventDocument, field: string): string | undefined => {
  const [value] = valuesOf(event, field);
  return value === undefined ? undefined : String(value);
};

const SUBJECTS = ['dns.question.name', 'registry.path', 'file.path', 'powershell.file.script_block_text'] as const;
const LONGEST = 80;

/** An event in one line: what was done, by whom, to what. */
export function eventSummary(event: EventDocument): string {
  const address = first(event, 'destination.ip');
  const port = first(event, 'destination.port');
  const destination = address ? [address, port].filter(Boolean).join(':') : undefined;
  const object = SUBJECTS.map((field) => first(event, field)).find((value) => value !== undefined);
  const short = object && object.length > LONGEST ? `${object.slice(0, LONGEST)}…` : object;
  return [
    first(event, 'event.action') ?? first(event, 'event.category'),
    first(event, 'process.name'),
    destination ?? short,
  ]
    .filter(Boolean)
    .join(' · ');
}

export const eventTime = (event: EventDocument): string | undefined => first(event, '@timestamp');
