import type { RuleBody } from '../../server/stack/rules';
import type { ContractEvent } from './harness';

export const INDEX = 'logs-endpoint.events.network-default';
export const MINUTE = 60_000;

/** A moment a few minutes ago, so that rules see it within their look-back. */
export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();

export interface SessionFields {
  at?: string;
  host?: string;
  process?: string;
  ip?: string;
  port?: number;
  index?: string;
}

/** An outbound session. */
export function session(fields: SessionFields = {}): ContractEvent {
  const at = fields.at ?? minutesAgo(3);
  return {
    index: fields.index ?? INDEX,
    source: {
      '@timestamp': at,
      event: { category: ['network'], type: ['start'], kind: 'event', ingested: at, action: 'connection_attempted' },
      host: { id: `id-${fields.host ?? 'h1'}`, name: fields.host ?? 'h1', os: { type: 'windows' } },
      user: { name: 'mia' },
      process: { name: fields.process ?? 'probe.exe', entity_id: `e-${fields.process ?? 'probe.exe'}`, pid: 7 },
      source: { ip: '10.1.2.3' },
      destination: { ip: fields.ip ?? '203.0.113.7', port: fields.port ?? 8443 },
      network: { direction: 'egress', transport: 'tcp' },
    },
  };
}

/** A process start. */
export function processStart(name: string, at: string, host = 'h1'): ContractEvent {
  return {
    index: 'logs-endpoint.events.process-default',
    source: {
      '@timestamp': at,
      event: { category: ['process'], type: ['start'], kind: 'event', ingested: at },
      host: { id: `id-${host}`, name: host, os: { type: 'windows' } },
      user: { name: 'mia' },
      process: { name, executable: `C:\\Tools\\${name}`, command_line: `${name} /run` },
    },
  };
}

/** An EQL rule over everything the fixtures make; enabled. */
export function rule(overrides: Partial<RuleBody> = {}): RuleBody {
  return {
    rule_id: 'contract-rule',
    type: 'eql',
    language: 'eql',
    name: 'Contract rule',
    description: 'Made by the contract suite.',
    query: 'network where destination.port == 8443',
    index: ['logs-endpoint.events.*'],
    enabled: true,
    interval: '5m',
    from: 'now-30m',
    to: 'now',
    severity: 'high',
    risk_score: 73,
    max_signals: 100,
    tags: ['contract'],
    threat: [],
    timestamp_override: 'event.ingested',
    exceptions_list: [],
    ...overrides,
  };
}
