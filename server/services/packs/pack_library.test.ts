import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openPackLibrary } from '.';

const bundled = resolve('packs');
let own: string;

beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'packs-'));
});
afterEach(() => {
  rmSync(own, { recursive: true, force: true });
});

const ids = (entries: ReadonlyArray<{ id: string }>) => entries.map((entry) => entry.id);

describe('the pack library', () => {
  it('loads the bundled packs with matching hashes', async () => {
    const library = await openPackLibrary({ bundled });
    expect(ids(library.packs())).toEqual(['t1043_commonly_used_port', 't1571_non_standard_port']);
    expect(
      library
        .reports()
        .flatMap((report) => report.files)
        .every((file) => file.hash === 'matches'),
    ).toBe(true);
  });

  it('works without a directory for own packs', async () => {
    const library = await openPackLibrary({ bundled, own: join(own, 'absent') });
    expect(library.packs()).toHaveLength(2);
  });

  it('refuses an own pack that repeats the ids of a bundled one, and keeps the bundled one', async () => {
    cpSync(join(bundled, 't1571_non_standard_port'), join(own, 't1571_non_standard_port'), { recursive: true });
    const library = await openPackLibrary({ bundled, own });
    expect(library.reports().at(-1)).toMatchObject({ origin: 'own', status: 'disabled' });
    expect(library.packs()).toHaveLength(2);
  });

  it('sees a new own folder on reload', async () => {
    const library = await openPackLibrary({ bundled, own });
    mkdirSync(join(own, 'mine'));
    writeFileSync(join(own, 'mine', 'pack.yml'), 'id: mine\n');
    await library.reload();
    expect(library.reports().at(-1)).toMatchObject({ id: 'mine', origin: 'own', status: 'disabled' });
    expect(library.reports().at(-1)?.errors[0]).toMatchObject({ code: 'schema', file: 'pack.yml', line: 1 });
  });

  it('shows a changed file of a bundled pack', async () => {
    cpSync(bundled, join(own, 'bundled'), { recursive: true });
    const guide = join(own, 'bundled', 't1043_commonly_used_port', 'guide.md');
    writeFileSync(guide, `${readFileSync(guide, 'utf8')}\nOne more line.\n`);
    const library = await openPackLibrary({ bundled: join(own, 'bundled') });
    expect(library.reports()[0]).toMatchObject({
      status: 'loaded',
      warnings: [{ code: 'hash_mismatch', file: 'guide.md' }],
    });
  });

  it('does not follow links out of the directory', async () => {
    symlinkSync(join(bundled, 't1571_non_standard_port'), join(own, 'linked'));
    mkdirSync(join(own, 'mine'));
    symlinkSync(join(bundled, 't1571_non_standard_port', 'pack.yml'), join(own, 'mine', 'pack.yml'));
    const library = await openPackLibrary({ bundled, own });
    expect(ids(library.reports())).not.toContain('linked');
    expect(library.reports().at(-1)?.errors).toEqual([
      { code: 'missing_file', file: 'pack.yml', message: 'expected the file pack.yml' },
    ]);
  });
});
