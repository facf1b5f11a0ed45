/** @jest-environment jsdom */
import React from 'react';
import type { RuleRow } from '../../../../common/api/techniques';
import { subj } from '../../../test_subjects';
import { bySubject, renderInApp } from '../../../testing/harness';
import { RulesTable } from './rules_table';

const rule = (changes: Partial<RuleRow>): RuleRow => ({
  key: 'NP-1',
  ruleId: 'r1',
  name: 'Unusual port',
  description: '',
  severity: 'high',
  riskScore: 73,
  buildingBlock: false,
  ownedBy: 'p',
  installed: true,
  enabled: true,
  stackId: 'so/1',
  tuned: false,
  verdict: 'caught',
  readiness: [],
  query: '',
  entries: 0,
  findings: [],
  openAlerts: 0,
  ...changes,
});
const open = (rules: readonly RuleRow[], kibanaApps: boolean) =>
  renderInApp(<RulesTable rules={rules} techniqueId="T1571" />, {
    path: '/techniques/T1571',
    respond: () => ({ features: { kibanaApps } }),
  });

describe('the rules of a technique', () => {
  it('lead to the rule and its exceptions in Elastic Security, where that exists and the rule does', async () => {
    const { container, findByText } = open([rule({}), rule({ key: 'NP-2', stackId: undefined })], true);
    await findByText('exceptions');
    expect(bySubject(container, subj.technique.securityRule('NP-1'))?.getAttribute('href')).toContain('id/so%2F1');
    expect(bySubject(container, subj.technique.securityExceptions('NP-1'))?.getAttribute('href')).toMatch(
      /details\/.*np-1/,
    );
    expect(bySubject(container, subj.technique.securityRule('NP-2'))).toBeNull();
  });

  it('say nothing of Elastic Security outside Kibana', async () => {
    const { container, findByText } = open([rule({})], false);
    await findByText('Unusual port', { exact: false });
    expect(bySubject(container, subj.technique.securityRule('NP-1'))).toBeNull();
  });
});
