/** The published queries stand in the packs word for word, and do on the recordings what the packs say of them. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EqlError, parse } from '../../common/eql';
import { answerOf } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { bundledPack, bundledPacks } from '../support/packs';

const pages = resolve('../shared/source-documents');
const here = existsSync(pages);
if (!here) console.warn('skipped: ../shared/source-documents is not here, so the published texts are not compared');

const { packs } = bundledPacks();

/** Text without the way a page breaks and indents it. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

(here ? describe : describe.skip)('the published page', () => {
  it.each(packs.map((pack) => [pack.manifest.technique.id, pack] as const))(
    '%s is taken over word for word',
    (id, pack) => {
      const page = readFileSync(resolve(pages, `${id}.txt`), 'utf8');
      const { published } = pack;
      expect(page).toContain(`\n${published?.query}\n`);
      for (const { text } of published?.false_positives ?? []) expect(page).toContain(text);
      for (const { number, title, expected_signal: signal } of published?.tests ?? []) {
        expect(page).toContain(`Test ${number}${title}`);
        expect(flat(page)).toContain(flat(signal));
      }
      expect(page).toContain(`${published?.severity} severity ${published?.confidence} confidence`);
      expect(page).toContain(published?.data_sources.join(''));
      expect(page).toContain(published?.required_indices.join(''));
    },
  );
});

describe('the published query', () => {
  it('of T1043 matches two documents of all recordings, both of them Security 5156', () => {
    const { published } = bundledPack('t1043_commonly_used_port');
    const rule = { query: published?.query ?? '', index: published?.required_indices ?? [] };
    const hits = packs.flatMap((pack) =>
      pack.recordings.flatMap(({ path, source, events }) =>
        answerOf(rule, events, FIELD_TYPES).matches.map(() => `${source} ${path}`),
      ),
    );
    expect(hits).toEqual([
      'security recordings/security/T1043-1.ndjson',
      'security recordings/security/T1043-2.ndjson',
    ]);
  });

  it('of T1571 is refused for its one-item sequence', () => {
    const query = bundledPack('t1571_non_standard_port').published?.query ?? '';
    expect(() => parse(query)).toThrow(EqlError);
    expect(() => parse(query)).toThrow('A sequence requires a minimum of 2 queries, found [1]');
  });
});
