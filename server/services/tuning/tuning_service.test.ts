import { bundledPack } from '../../../test/support/packs';
import type { Pack } from '../../../common/packs';
import { Catalog } from '../catalog';
import type { ServiceDependencies } from '../dependencies';
import { TuningService } from './tuning_service';

/** NP-6 of a newer pack, in which `ports` was called `watched` before and `gone` is no knob any more. */
function renamedPack(): Pack {
  const pack = bundledPack('t1571_non_standard_port');
  const rules = pack.rules.map((rule) => ({
    ...rule,
    knobs: rule.knobs.map((knob) => (knob.id === 'ports' ? { ...knob, formerly: ['watched'] } : knob)),
  }));
  return { ...pack, rules };
}

function service() {
  const written: unknown[] = [];
  const old = {
    ruleKey: 'NP-6',
    revision: 1,
    values: { watched: [8088], gone: true },
    author: 'ana',
    at: '',
    reason: '',
  };
  const record = (data: unknown) => ({ id: 'NP-6', version: '1', data });
  const documents = {
    list: async () => ({ documents: [record(old)], total: 1 }),
    create: async (_type: string, _id: string, data: unknown) => (written.push(data), record(data)),
  };
  const deps = {
    stack: {
      documents,
      features: { version: '9.1.0', suppression: { event: true, sequence: true } },
      user: { name: 'ana' },
    },
    catalog: new Catalog({ packs: [renamedPack()], reports: [] }),
    state: { tunings: async () => new Map(), forget: () => {} },
    clock: () => 0,
    tier: 'tune',
  } as unknown as ServiceDependencies;
  const guard = { judgeRules: async () => ({ blinding: false, losses: [], uncovered: [] }) };
  const updater = { prepare: async () => ({ carryOut: async () => {} }) };
  const tuning = new TuningService(deps, guard as never, updater as never, { write: async () => {} } as never);
  return { tuning, written };
}

it('goes back to a revision of an older pack: renamed knobs under their new name, without those that are gone', async () => {
  const { tuning, written } = service();
  await tuning.revert('NP-6', 1, { reason: 'As before' });
  expect(written).toMatchObject([{ ruleKey: 'NP-6', values: { ports: [8088] }, reason: 'As before' }]);
  expect((written[0] as { values: object }).values).toEqual({ ports: [8088] });
});
