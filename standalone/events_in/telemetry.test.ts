/** The figures of reference/content.md 5.6 on real recordings, which are not part of the project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importEvents, pathSources } from './index';
import type { EventSink, IncomingEvent } from './types';

const RECORDINGS = join(__dirname, '../../../shared/data/telemetry');

/** ECS documents per recording, counted over the kinds of events that section takes (module loads and accesses are not). */
const DOCUMENTS: Readonly<Record<string, number>> = {
  'cmd_bitsadmin_download_psh_script.ndjson.gz': 115,
  'cmd_wevtutil_modify_security_eventlog_path.ndjson.gz': 10664,
  'covenant_persiststartup.ndjson.gz': 379,
  'empire_launcher_sct_regsvr32.ndjson.gz': 1200,
  'empire_mimikatz_lsadump_patch.ndjson.gz': 690,
  'empire_persistence_registry_modification_run_keys_elevated_user.ndjson.gz': 318,
};
const NOT_COUNTED = ['7', '8', '10'];

const available = existsSync(RECORDINGS);
if (!available) console.warn('Skipped: ../shared/data/telemetry is not here, so real recordings are not checked.');
const onRecordings = available ? describe : describe.skip;

onRecordings('import of real recordings', () => {
  it.each(Object.entries(DOCUMENTS))(
    '%s gives %d documents',
    async (file, documents) => {
      const sink = new CountingSink();
      const report = await importEvents(await pathSources(join(RECORDINGS, file)), sink);
      expect(report.rejected).toBe(0);
      expect(sink.counted).toBe(documents);
      expect(sink.ids.size).toBe(report.stored);
    },
    60_000,
  );
});

/** Counts the documents offered; lines that a recording repeats count as often as they occur, as in the reference. */
class CountingSink implements EventSink {
  counted = 0;
  readonly ids = new Set<string>();

  insert(batch: readonly IncomingEvent[]): number {
    const before = this.ids.size;
    for (const { id, json } of batch) {
      this.ids.add(id);
      const { event } = JSON.parse(json) as { event: { code: string } };
      if (!NOT_COUNTED.includes(event.code)) this.counted += 1;
    }
    return this.ids.size - before;
  }
}
