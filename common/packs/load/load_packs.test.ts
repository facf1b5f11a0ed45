import { bundledFolders } from '../../../test/support/packs';
import { loadPack, loadPacks, type PackFolder } from '..';

const [t1043, t1571] = bundledFolders() as [PackFolder, PackFolder];

/** The folder with one file's text changed, or without the file when `edit` gives nothing. */
function edited(folder: PackFolder, path: string, edit: (text: string) => string | undefined): PackFolder {
  const files = folder.files.flatMap((file) => {
    const text = file.path === path ? edit(file.text) : file.text;
    if (text === undefined) return [];
    return [{ ...file, text, sha256: text === file.text ? file.sha256 : '0'.repeat(64) }];
  });
  return { ...folder, files };
}

const replaced = (folder: PackFolder, path: string, from: string, to: string) => {
  return edited(folder, path, (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });
};

const errorsOf = (folder: PackFolder) => loadPack(folder).report.errors;

const CP_1 = 'rules/cp_1_utility_outside_common_port.yml';
const CP_4 = 'rules/cp_4_nslookup_burst.yml';

describe('a wrong file', () => {
  it('is named with line and column when it is no YAML', () => {
    const [error] = errorsOf(replaced(t1043, 'pack.yml', 'version: 1.0.0', 'version: [1.0.0'));
    expect(error).toMatchObject({
      code: 'yaml',
      file: 'pack.yml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  it('is named with line, column, path and what was expected when a value is wrong', () => {
    const [error, ...rest] = errorsOf(replaced(t1043, CP_1, 'risk_score: 47', 'risk_score: much'));
    expect(rest).toEqual([]);
    expect(error).toEqual({
      code: 'schema',
      file: CP_1,
      line: 12,
      column: 1,
      path: 'risk_score',
      message: 'Invalid input: expected number, received string',
    });
  });

  it('is named with the place of a key that no one knows', () => {
    expect(errorsOf(replaced(t1043, CP_1, 'kind: event', 'kind: event\nkindness: much'))).toMatchObject([
      { code: 'schema', path: 'kindness', line: 11, message: 'unknown key kindness' },
    ]);
  });

  it('is named with the place inside a knob, of the branch that was meant', () => {
    expect(errorsOf(replaced(t1043, CP_4, 'max: 63', 'max: many'))).toMatchObject([
      {
        code: 'schema',
        path: expect.stringMatching(/^knobs\[\d\]\.max$/),
        message: 'Invalid input: expected number, received string',
      },
    ]);
  });

  it.each([
    ['a default that its own knob refuses', CP_4, 'default: 30', 'default: 64', 'inconsistent', 'not allowed'],
    [
      'a placeholder without a knob',
      CP_4,
      'runs=${runs}',
      'runs=${often}',
      'template',
      'the knob often is not declared',
    ],
    ['a block that is not closed', CP_4, '#end\n', '\n', 'template', 'never closed'],
    ['a shared knob that does not exist', CP_1, 'shared: ports', 'shared: doors', 'unknown_reference', 'no knob doors'],
    [
      'a data source that pack.yml does not have',
      CP_1,
      'source: defend',
      'source: telepathy',
      'unknown_reference',
      'no data source telepathy',
    ],
    [
      'an index pattern of another source',
      CP_1,
      '[winlogbeat-*]',
      '[packetbeat-*]',
      'inconsistent',
      'no index pattern of sysmon_winlogbeat',
    ],
    [
      'a technique without a name',
      CP_1,
      'techniques: [T1218]',
      'techniques: [T1219]',
      'unknown_reference',
      'no name for T1219',
    ],
    [
      'a tactic of the other ATT&CK release',
      CP_1,
      'TA0005',
      'TA0112',
      'unknown_reference',
      'ATT&CK v18 has no tactic TA0112',
    ],
    ['a kind that the query is not', CP_1, 'kind: event', 'kind: sequence', 'inconsistent', 'not a sequence'],
    [
      'a placeholder that is not described',
      'allowlist.yml',
      '{{pki_admins}}',
      '{{somebody}}',
      'unknown_reference',
      'somebody is not described',
    ],
    [
      'a false positive that was not published',
      'allowlist.yml',
      'published_false_positive: 2',
      'published_false_positive: 9',
      'unknown_reference',
      'note 9',
    ],
    [
      'a changelog that stops short',
      'pack.yml',
      'version: 1.0.0',
      'version: 1.0.1',
      'inconsistent',
      'describe version 1.0.1',
    ],
    [
      'a recording of another source',
      'expectations/T1043-1.yml',
      'recordings/defend/T1043-1',
      'recordings/security/T1043-1',
      'inconsistent',
      'recordings/defend/',
    ],
    [
      'a state without its reason',
      'expectations/T1043-1.yml',
      'state: visible',
      'state: not_visible',
      'schema',
      'expected the reason for this state',
    ],
    [
      'a recording that is no JSON',
      'recordings/defend/T1043-1.ndjson',
      '{"@timestamp"',
      '{@timestamp',
      'json',
      'one JSON document a line',
    ],
  ])('disables the pack and says why: %s', (_what, path, from, to, code, message) => {
    const folder = replaced(t1043, path, from, to);
    expect(loadPack(folder).report.status).toBe('disabled');
    expect(errorsOf(folder)).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('is named with the line of a document that belongs to no index', () => {
    const path = 'recordings/defend/T1043-1.ndjson';
    const folder = edited(t1043, path, (text) =>
      text.replaceAll('"agent":', '"agents":').replaceAll('"data_stream":', '"stream":'),
    );
    expect(errorsOf(folder)).toMatchObject([
      { code: 'json', file: path, line: 1, message: expect.stringContaining('data_stream or agent') },
    ]);
  });

  it('is named with the line inside its query', () => {
    const folder = replaced(t1043, CP_4, 'runs=${runs}', 'runs=${often}');
    const text = folder.files.find((file) => file.path === CP_4)?.text.split('\n') ?? [];
    const line = text.findIndex((content) => content.includes('${often}')) + 1;
    expect(errorsOf(folder)).toContainEqual(expect.objectContaining({ code: 'template', path: 'query', line }));
  });

  it('is missed by name when it is not there', () => {
    const folder = edited(t1043, 'recordings/defend/T1043-1.ndjson', () => undefined);
    expect(errorsOf(folder)).toEqual([
      { code: 'missing_file', file: 'recordings/defend/T1043-1.ndjson', message: expect.any(String) },
    ]);
  });
});

describe('packs together', () => {
  it('work without the one that is broken, and say what they miss', () => {
    const { packs, reports } = loadPacks([replaced(t1043, 'pack.yml', 'T1043', 'X'), t1571]);
    expect(packs.map((pack) => pack.id)).toEqual([t1571.id]);
    expect(reports.map((report) => report.status)).toEqual(['disabled', 'loaded']);
    expect(reports[1]?.warnings).toContainEqual({
      code: 'unknown_reference',
      file: 'expectations/T1571-1.yml',
      message: 'no loaded pack has the rule PS-1',
    });
  });

  it('refuse the later one when an id is there already', () => {
    const copy = { ...t1571, id: 'copy' };
    const { packs, reports } = loadPacks([
      t1043,
      t1571,
      edited(copy, 'pack.yml', (text) => text.replace(t1571.id, 'copy')),
    ]);
    expect(packs).toHaveLength(2);
    expect(reports[2]).toMatchObject({ id: 'copy', status: 'disabled' });
    expect(reports[2]?.errors).toContainEqual({
      code: 'duplicate_id',
      file: 'rules',
      message: `rule NP-1 is in ${t1571.id} already: ids are unique over all packs`,
    });
  });
});

describe('pack.lock', () => {
  it('shows a changed file and keeps the pack working', () => {
    const { report, pack } = loadPack(replaced(t1043, 'guide.md', '\n', '\n\n'));
    expect(pack).toBeDefined();
    expect(report.warnings).toEqual([
      { code: 'hash_mismatch', file: 'guide.md', message: 'the content differs from pack.lock' },
    ]);
    expect(report.files.find((file) => file.path === 'guide.md')?.hash).toBe('differs');
  });

  it('shows a file that it does not know and that nothing refers to', () => {
    const extra = { path: 'notes.md', text: 'x', bytes: 1, sha256: 'f'.repeat(64) };
    const { report } = loadPack({ ...t1043, files: [...t1043.files, extra] });
    expect(report.warnings.map((warning) => warning.code)).toEqual(['unexpected_file', 'hash_mismatch']);
  });

  it('is missed when it is not there', () => {
    expect(loadPack(edited(t1043, 'pack.lock', () => undefined)).report.warnings).toMatchObject([
      { code: 'lock_missing' },
    ]);
  });
});
