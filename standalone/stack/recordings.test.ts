/** The hits of reference/content.md 5.6: our rules on real recordings, which are not part of the project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KnobValues } from '../../common/packs';
import { render } from '../../common/rules';
import { openPackLibrary, type PackLibrary } from '../../server/services/packs';
import { pathSources } from '../events_in';
import { EmbeddedStack } from './embedded_stack';

const RECORDINGS = join(__dirname, '../../../shared/data/telemetry');
const PACKS = join(__dirname, '../../packs');

/** Rules that are not named give nothing. */
const HITS: Readonly<Record<string, Record<string, number>>> = {
  cmd_bitsadmin_download_psh_script: { 'CP-3': 2, 'CP-6': 1 },
  cmd_wevtutil_modify_security_eventlog_path: {},
  covenant_persiststartup: {},
  empire_launcher_sct_regsvr32: { 'CP-2': 19 },
  empire_mimikatz_lsadump_patch: { 'CP-2': 68 },
  empire_persistence_registry_modification_run_keys_elevated_user: { 'CP-2': 21 },
};

const available = existsSync(RECORDINGS);
if (!available) console.warn('Skipped: ../shared/data/telemetry is not here, so rules are not run on real recordings.');
const onRecordings = available ? describe : describe.skip;

onRecordings('rules on real recordings', () => {
  let library: PackLibrary;
  beforeAll(async () => (library = await openPackLibrary({ bundled: PACKS })));

  it.each(Object.entries(HITS))(
    '%s: %j',
    async (recording, expected) => {
      const stack = await stackWith(recording);
      expect(await hitsOf(stack, library)).toEqual(expected);
      await stack.stop();
    },
    60_000,
  );

  it('sees the regsvr32 stager once the network of the lab is monitored', async () => {
    const stack = await stackWith('empire_launcher_sct_regsvr32');
    const knobs: KnobValues = { monitored_networks: ['10.10.10.0/24'] };
    const hits = await hitsOf(stack, library, knobs);
    expect(hits).toMatchObject({ 'NP-1': 2 });
    expect(hits['CP-1']).toBeGreaterThan(0);
    await stack.stop();
  }, 60_000);
});

async function stackWith(recording: string): Promise<EmbeddedStack> {
  const quiet = { debug: () => {}, warn: () => {}, error: () => {} };
  const stack = EmbeddedStack.open({ userName: () => 'mia', log: quiet });
  await stack.importEvents(await pathSources(join(RECORDINGS, `${recording}.ndjson.gz`)));
  return stack;
}

/** Matches of every rule with knobs, those without any left out. */
async function hitsOf(
  stack: EmbeddedStack,
  library: PackLibrary,
  knobs: KnobValues = {},
): Promise<Record<string, number>> {
  const hits: Record<string, number> = {};
  for (const template of library.packs().flatMap(({ rules }) => rules)) {
    const known = Object.fromEntries(
      Object.entries(knobs).filter(([knob]) => template.knobs.some(({ id }) => id === knob)),
    );
    const { id, index, query } = render(template, known);
    const { matches, partial } = await stack.stackOf('mia').events.match({
      ...{ index, query, language: 'eql', exceptions: [], size: 10_000, timeoutMs: 60_000 },
      range: { from: '2019-01-01', to: '2030-01-01' },
    });
    expect(partial).toBe(false);
    if (matches.length > 0) hits[id] = matches.length;
  }
  return hits;
}
