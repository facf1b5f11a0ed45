import { refreshLock, type PackLock } from './lock';

const file = (path: string, content: string) => ({
  path,
  text: content,
  bytes: content.length,
  sha256: content.padEnd(64, '0'),
});
const files = [file('rules/a.yml', 'a'), file('guide.md', 'b'), file('pack.yml', 'c')];
const versions = (pack: string, rule: number) => ({ pack, rules: new Map([['rules/a.yml', rule]]) });

function locked(): PackLock {
  const result = refreshLock(files, versions('1.0.0', 1), undefined);
  if (!result.ok) throw new Error('the first lock is always written');
  return result.lock;
}

const changed = (path: string) => files.map((entry) => (entry.path === path ? file(path, 'd') : entry));

describe('refreshing a lock', () => {
  it('records the rule version for rules and the pack version for the rest', () => {
    expect(locked().files).toMatchObject({ 'rules/a.yml': { version: '1' }, 'guide.md': { version: '1.0.0' } });
  });

  it('changes nothing when nothing changed', () => {
    expect(refreshLock(files, versions('1.0.0', 1), locked())).toEqual({ ok: true, lock: locked() });
  });

  it('is refused when content changed under the same pack version', () => {
    expect(refreshLock(changed('guide.md'), versions('1.0.0', 1), locked())).toEqual({
      ok: false,
      problems: ["guide.md changed: raise the pack's version above 1.0.0"],
    });
  });

  it('is refused when a rule changed under the same rule version', () => {
    expect(refreshLock(changed('rules/a.yml'), versions('1.0.1', 1), locked())).toEqual({
      ok: false,
      problems: ['rules/a.yml changed: raise its version above 1'],
    });
  });

  it('is refused when a file went away under the same pack version', () => {
    expect(refreshLock(files.slice(0, 2), versions('1.0.0', 1), locked())).toMatchObject({ ok: false });
  });

  it.each(['1.0.1', '1.1.0', '1.10.0', '2.0.0'])('takes changes under the newer version %s', (pack) => {
    expect(refreshLock(changed('rules/a.yml'), versions(pack, 2), locked())).toMatchObject({ ok: true });
  });

  it('does not take an older version for a newer one', () => {
    expect(refreshLock(changed('guide.md'), versions('0.9.0', 1), locked())).toMatchObject({ ok: false });
  });
});
