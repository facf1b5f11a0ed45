import { bundledPacks } from '../../test/support/packs';
import type { RuleTemplate } from '../packs/schema';
import { checkKnobs, KnobError, mirrorGaps, render, toCreateBody } from '.';

const { packs } = bundledPacks();
const rules = packs.flatMap((pack) => pack.rules);
const rule = (id: string): RuleTemplate => {
  const found = rules.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};

describe('an effective rule', () => {
  it('looks back over its interval and four minutes when it asks for single events', () => {
    expect(render(rule('CP-1'), { interval: '30m' }).from).toBe('now-34m');
  });

  it('looks back over span, interval and two minutes when it asks for sequences', () => {
    expect(render(rule('NP-3'), { maxspan: '6h', interval: '1m' }).from).toBe('now-363m');
    expect(render(rule('CP-4'), { maxspan: '90s' }).from).toBe('now-510s');
  });

  it('lets monitored networks count as outside', () => {
    const { query } = render(rule('CP-1'), { monitored_networks: ['10.10.0.0/16'] });
    expect(query).toContain('"ff00::/8") or cidrMatch(destination.ip, "10.10.0.0/16"))');
    expect(render(rule('CP-1')).query).not.toContain(' or cidrMatch');
  });

  it('reads only the chosen data sources', () => {
    const { index, sources } = render(rule('CP-6'), { data_sources: ['defend'] });
    expect(index).toEqual(['logs-endpoint.events.process-*', 'logs-endpoint.events.file-*']);
    expect(sources).toEqual(['defend']);
  });

  it('takes the risk score of the severity that was chosen', () => {
    expect(render(rule('NP-1'), { severity: 'medium' })).toMatchObject({ severity: 'medium', riskScore: 47 });
  });

  it('stops being a building block when its knob says so', () => {
    expect(toCreateBody(render(rule('CP-2'))).building_block_type).toBe('default');
    expect(toCreateBody(render(rule('CP-2'), { building_block: false }))).not.toHaveProperty('building_block_type');
  });

  it('carries every knob value, so that an update can render it again', () => {
    const tuned = render(rule('CP-4'), { runs: 20 });
    expect(render(rule('CP-4'), tuned.knobs)).toEqual(tuned);
  });

  it('suppresses alerts only where the stack can', () => {
    expect(render(rule('CP-1')).suppression).toBeUndefined();
    expect(
      toCreateBody(render(rule('CP-1'), { suppression_window: '7d' }, { suppression: true })).alert_suppression,
    ).toEqual({
      group_by: ['host.id', 'process.entity_id', 'destination.ip'],
      duration: { value: 168, unit: 'h' },
      missing_fields_strategy: 'suppress',
    });
    expect(render(rule('CP-1'), { suppression_window: 'off' }, { suppression: true }).suppression).toBeUndefined();
  });

  it('suppresses by the key that its knob chose', () => {
    const { suppression, query } = render(rule('NP-3'), { beacon_key: 'process.executable' }, { suppression: true });
    expect(suppression?.by).toEqual(['host.id', 'process.executable', 'destination.ip']);
    expect(query).toContain('sequence by host.id, process.executable, destination.ip');
  });

  it('carries the ATT&CK release that its stack understands', () => {
    const tactics = (kibanaVersion: string) =>
      render(rule('NP-4'), {}, { kibanaVersion }).threat.map(({ tactic }) => `${tactic.id} ${tactic.name}`);
    expect(tactics('9.4.2')).toContain('TA0005 Defense Evasion');
    expect(tactics('9.5.0')).toContain('TA0112 Defense Impairment');
    expect(render(rule('CP-1'), {}, { kibanaVersion: '9.5.0' }).threat.map(({ tactic }) => tactic.name)).toContain(
      'Stealth',
    );
  });

  it('carries setup text and references from the first stack that takes them', () => {
    const effective = render(rule('CP-1'));
    expect(toCreateBody(effective, { kibanaVersion: '8.13.4' })).not.toHaveProperty('setup');
    expect(toCreateBody(effective, { kibanaVersion: '8.14.0' })).toMatchObject({
      setup: effective.setup,
      references: effective.references,
    });
  });

  it('counts unanswered flows when no packet need come back', () => {
    expect(render(rule('NP-7')).query).toContain('destination.packets > 0 and');
    expect(render(rule('NP-7'), { min_packets_back: 0 }).query).not.toContain('destination.packets');
  });

  it('is refused with every reason when values are wrong', () => {
    const values = { ports: [], nothing: 1, severity: 'critical' };
    expect(checkKnobs(rule('CP-1'), values).map((problem) => [problem.knob, problem.code])).toEqual([
      ['ports', 'empties_arm'],
      ['nothing', 'unknown_knob'],
      ['severity', 'needs_reason'],
    ]);
    expect(() => render(rule('CP-1'), values)).toThrow(KnobError);
  });
});

describe('lists that two rules share', () => {
  it('agree by default', () => {
    expect(mirrorGaps(rules, {})).toEqual([]);
  });

  it('are reported when tuning opens a gap between the rules', () => {
    const kept = ['cmd.exe', 'powershell.exe'];
    const gaps = mirrorGaps(rules, { 'NP-1': { utilities: kept } });
    expect(gaps).toMatchObject([
      { rule: 'NP-2', knob: 'left_to_np1', mirrors: { rule: 'NP-1', knob: 'utilities' }, onlyThere: [] },
    ]);
    expect(gaps[0]?.onlyHere).toContain('mshta.exe');
  });
});
