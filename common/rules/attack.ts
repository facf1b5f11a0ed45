/**
 * ATT&CK tactics by release, and the threat block of a rule. Release 19 renamed Defense Evasion (TA0005) to Stealth
 * and added Defense Impairment (TA0112); Elastic ships release 19 mappings from stack 9.5.
 */
import type { AttackMapping, RuleTemplate } from '../packs/schema';
import type { Threat, ThreatTechnique } from './types';
import { stackAtLeast } from './version';

const COMMON: Readonly<Record<string, string>> = {
  TA0043: 'Reconnaissance',
  TA0042: 'Resource Development',
  TA0001: 'Initial Access',
  TA0002: 'Execution',
  TA0003: 'Persistence',
  TA0004: 'Privilege Escalation',
  TA0006: 'Credential Access',
  TA0007: 'Discovery',
  TA0008: 'Lateral Movement',
  TA0009: 'Collection',
  TA0011: 'Command and Control',
  TA0010: 'Exfiltration',
  TA0040: 'Impact',
};

export type AttackRelease = 'v18' | 'v19';

/** Tactic names by id, per release. */
export const TACTICS: Readonly<Record<AttackRelease, Readonly<Record<string, string>>>> = {
  v18: { ...COMMON, TA0005: 'Defense Evasion' },
  v19: { ...COMMON, TA0005: 'Stealth', TA0112: 'Defense Impairment' },
};

/** The release whose mapping a stack understands. */
export function attackReleaseFor(kibanaVersion: string): AttackRelease {
  return stackAtLeast(kibanaVersion, '9.5') ? 'v19' : 'v18';
}

const reference = (id: string) => `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;

function techniqueBlocks(ids: readonly string[], names: Readonly<Record<string, string>>): ThreatTechnique[] {
  const blocks = new Map<string, ThreatTechnique>();
  const named = (id: string) => ({ id, name: names[id] ?? id, reference: reference(id) });
  for (const id of ids) {
    const parent = id.slice(0, 5);
    const block = blocks.get(parent) ?? { ...named(parent), subtechnique: [] };
    blocks.set(parent, block);
    if (id !== parent) block.subtechnique.push(named(id));
  }
  return [...blocks.values()];
}

/** The threat blocks of a rule for one release, in the order of its mapping. */
export function threatOf(rule: RuleTemplate, release: AttackRelease): Threat[] {
  const mapping: AttackMapping = rule.attack[release];
  return mapping.map(({ tactic, techniques }) => ({
    framework: 'MITRE ATT&CK',
    tactic: {
      id: tactic,
      name: TACTICS[release][tactic] ?? tactic,
      reference: `https://attack.mitre.org/tactics/${tactic}/`,
    },
    technique: techniqueBlocks(techniques, rule.technique_names),
  }));
}
