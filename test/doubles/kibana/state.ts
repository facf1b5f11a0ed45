/** Everything that the double keeps: one Kibana with its spaces, on one Elasticsearch. */
import { randomUUID } from 'node:crypto';
import type { ElasticsearchDouble } from '../elasticsearch/double';
import { CaseTable } from './cases/case_table';
import { ExceptionTable } from './exceptions/exception_table';
import { RuleTable } from './rules/rule_table';
import { SavedObjectTable } from './saved_objects/saved_object_table';
import { ValueListTable } from './value_lists/value_list_table';

export interface Space {
  id: string;
  name: string;
  description?: string;
  color?: string;
  initials?: string;
  imageUrl?: string;
  disabledFeatures: string[];
  _reserved?: boolean;
}

export interface StateOptions {
  elasticsearch: ElasticsearchDouble;
  /** Milliseconds. */
  now: () => number;
  hasUsers: boolean;
  licence: 'basic' | 'platinum' | 'trial';
}

export class KibanaState {
  readonly elasticsearch: ElasticsearchDouble;
  readonly spaces = new Map<string, Space>();
  readonly rules = new RuleTable();
  readonly exceptions = new ExceptionTable();
  readonly valueLists = new ValueListTable();
  readonly savedObjects = new SavedObjectTable();
  readonly cases = new CaseTable();
  /** Kinds of external references that plugins have registered with cases. */
  readonly attachmentTypes = new Set<string>();
  /** Connectors that rules may name in actions. */
  readonly connectors = new Set<string>();
  /** Data view that each space opens with. */
  readonly defaultDataViews = new Map<string, string | null>();
  /** Ids of alerts that someone else changes at the very moment of the next update. */
  readonly contestedAlerts = new Set<string>();
  /** Security is on. */
  readonly hasUsers: boolean;
  licence: 'basic' | 'platinum' | 'trial';
  hasEncryptionKey = true;
  readonly now: () => number;
  private sequence = 0;

  constructor({ elasticsearch, now, hasUsers, licence }: StateOptions) {
    this.elasticsearch = elasticsearch;
    this.now = now;
    this.hasUsers = hasUsers;
    this.licence = licence;
    this.spaces.set('default', {
      id: 'default',
      name: 'Default',
      description: 'This is your default space!',
      color: '#00bfb3',
      disabledFeatures: [],
      _reserved: true,
    });
  }

  newId(): string {
    return randomUUID();
  }

  /** Number of the next write, as Elasticsearch counts them. */
  nextSequence(): number {
    this.sequence += 1;
    return this.sequence;
  }
}

/** `[sequence number, primary term]` in base64, as saved objects carry their version. */
export function encodeVersion(sequence: number): string {
  return Buffer.from(JSON.stringify([sequence, 1])).toString('base64');
}

/** The sequence number; undefined for what is no version. */
export function decodeVersion(version: string): number | undefined {
  try {
    const [sequence] = JSON.parse(Buffer.from(version, 'base64').toString()) as unknown[];
    return typeof sequence === 'number' ? sequence : undefined;
  } catch {
    return undefined;
  }
}
