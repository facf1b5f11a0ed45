import type { Readiness, ReadinessLevel } from '../../../common/readiness';
import type { Pack } from '../../../common/packs';
import { Catalog } from '../catalog';
import { chipsOfRule, chipsOfTechnique } from './chips';

const pack = {
  id: 'p',
  manifest: { technique: { id: 'T1571' }, listed_rules: [], data_sources: [{ id: 'defend', label: 'Elastic Defend' }] },
  rules: [],
  expectations: [],
} as unknown as Pack;
const catalog = new Catalog({ packs: [pack], reports: [] });
const row = (rule: string, level: ReadinessLevel): Readiness => ({
  rule,
  source: 'defend',
  level,
  reason: { code: level === 'ready' ? 'ready' : 'no_index', level, sentence: `${level}.`, advice: '' },
  also: [],
});

describe('readiness chips', () => {
  it('carry label, status and reason of a rule on each data source', () => {
    expect(chipsOfRule([row('A', 'limited')], catalog)).toEqual([
      { dataSource: 'defend', label: 'Elastic Defend', status: 'partly', code: 'no_index', message: 'limited.' },
    ]);
  });

  it('are one per data source for a technique; mixed rules make it partly, with the worst reason', () => {
    expect(chipsOfTechnique([row('A', 'ready'), row('B', 'ready')], catalog)).toMatchObject([{ status: 'ready' }]);
    expect(chipsOfTechnique([row('A', 'ready'), row('B', 'blind')], catalog)).toMatchObject([
      { status: 'partly', code: 'no_index', message: '1 of 2 rules see something here. blind.' },
    ]);
  });
});
