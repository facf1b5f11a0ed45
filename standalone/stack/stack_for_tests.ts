/** What the tests of this folder share. */
import type { RuleBody } from '../../server/stack/rules';
import type { IncomingEvent } from '../events_in';
import { EmbeddedStack, type EmbeddedStackOptions } from './embedded_stack';

const quiet = { debug: () => {}, warn: () => {}, error: () => {} };

/** A stack in memory unless told otherwise. */
export function openStack(options: Partial<EmbeddedStackOptions> = {}): EmbeddedStack {
  return EmbeddedStack.open({ userName: () => 'mia', log: quiet, ...options });
}

let number = 0;

/** An outbound session at a moment (milliseconds). */
export function sessionAt(time: number, fields: Record<string, unknown> = {}): IncomingEvent {
  const document = {
    '@timestamp': new Date(time).toISOString(),
    event: { category: ['network'], type: ['start'] },
    host: { id: 'h1', name: 'h1' },
    process: { name: 'probe.exe' },
    destination: { ip: '203.0.113.7', port: 8443 },
    ...fields,
  };
  number += 1;
  return {
    id: `event-${number}`,
    index: 'logs-endpoint.events.network-default',
    time,
    document,
    json: JSON.stringify(document),
  };
}

/** An enabled EQL rule that finds `sessionAt`. */
export function sessionRule(overrides: Partial<RuleBody> = {}): RuleBody {
  return {
    rule_id: 'rule-1',
    type: 'eql',
    language: 'eql',
    name: 'Rule 1',
    description: 'd',
    query: 'network where destination.port == 8443',
    index: ['logs-*'],
    enabled: true,
    interval: '5m',
    from: 'now-9m',
    severity: 'low',
    risk_score: 21,
    tags: [],
    threat: [],
    timestamp_override: 'event.ingested',
    exceptions_list: [],
    ...overrides,
  };
}
