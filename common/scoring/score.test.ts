import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scoringFileSchema } from '../packs/schema/scoring';
import { score, scoringTables, type ScoringTables } from '.';

const load = (id: string) => ({
  id,
  scoring: scoringFileSchema.parse(parse(readFileSync(join(__dirname, '../../packs', id, 'scoring.yml'), 'utf8'))),
});
const owner = load('t1571_non_standard_port');
const user = load('t1043_commonly_used_port');
const tables = scoringTables(owner, []) as ScoringTables;

const session = (name: string, port: number, more: Record<string, unknown> = {}) => ({
  process: { name },
  destination: { ip: '203.0.113.90', port },
  ...more,
});

describe('score', () => {
  it('shows both factors with their reasons and what was seen', () => {
    const result = score(session('PowerShell.EXE', 4444), tables);
    expect(result).toMatchObject({ score: 90, base: 90, band: 'high' });
    expect(result?.terms).toEqual([
      expect.objectContaining({ kind: 'process_risk', value: 9, evidence: 'process.name: PowerShell.EXE' }),
      expect.objectContaining({ kind: 'port_suspicion', value: 10, evidence: 'destination.port: 4444' }),
    ]);
    expect(result?.terms.every(({ reason }) => reason.length > 10)).toBe(true);
  });

  it('reads dotted documents like nested ones', () => {
    const dotted = { 'process.name': 'curl', 'destination.port': 8088, 'destination.ip': '198.51.100.1' };
    expect(score(dotted, tables)?.score).toBe(42);
  });

  it('gives no score to events without a program or a port', () => {
    expect(score({ process: { name: 'cmd.exe' } }, tables)).toBeUndefined();
    expect(score({ destination: { port: 4444 } }, tables)).toBeUndefined();
  });

  it('says which facts it could not judge instead of assuming them', () => {
    expect(score(session('cmd.exe', 4444), tables)?.notJudged).toEqual([
      'repeated_sessions',
      'even_rhythm',
      'untrusted_program',
      'rare_destination',
      'no_dns_answer',
      'risky_parent',
      'port_owner',
    ]);
  });

  it('adds what the event shows about program, parent and destination', () => {
    const event = session('unknown.exe', 1224, {
      process: {
        name: 'unknown.exe',
        executable: 'C:\\Users\\mira\\Downloads\\unknown.exe',
        parent: { executable: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE' },
      },
      destination: { ip: '10.0.0.9', port: 1224 },
    });
    const facts = score(event, tables)?.terms.flatMap(({ fact, value }) => (fact ? [[fact, value]] : []));
    expect(facts).toEqual([
      ['untrusted_program', 10],
      ['risky_parent', 10],
      ['internal_destination', -15],
    ]);
  });

  it('counts a missing signature only when the event says so', () => {
    const signed = (code_signature: object) =>
      session('tool.exe', 9001, {
        process: { name: 'tool.exe', executable: 'C:\\Program Files\\Tool\\tool.exe', code_signature },
      });
    expect(score(signed({ exists: false }), tables)?.score).toBe(42);
    expect(score(signed({ exists: true, trusted: true }), tables)?.score).toBe(32);
  });

  it('takes a port owner only with a trusted signature of a named publisher', () => {
    const mailer = (trusted: boolean) =>
      session('ContosoNotify.exe', 587, {
        process: { name: 'ContosoNotify.exe', code_signature: { subject_name: 'Contoso Ltd', trusted } },
      });
    expect(score(mailer(true), tables, { portOwners: ['Contoso Ltd'] })?.score).toBe(4);
    expect(score(mailer(false), tables, { portOwners: ['Contoso Ltd'] })?.score).toBe(34);
    expect(score(mailer(true), tables, { portOwners: ['Fabrikam'] })?.score).toBe(24);
  });

  it('lowers the risk of an allowlisted program but never raises it', () => {
    expect(score(session('node.exe', 8088), tables, { allowlisted: true })?.score).toBe(12);
    expect(score(session('chrome.exe', 8088), tables, { allowlisted: true })?.score).toBe(6);
  });

  it('does not treat a store app as a desktop accessory', () => {
    const notepad = (executable: string) =>
      session('Notepad.exe', 443, { process: { name: 'Notepad.exe', executable } });
    expect(score(notepad('C:\\Windows\\System32\\notepad.exe'), tables)?.band).toBe('medium');
    expect(
      score(notepad('C:\\Program Files\\WindowsApps\\Microsoft.WindowsNotepad_11\\Notepad.exe'), tables)?.band,
    ).toBe('none');
  });

  it('stays between 0 and 100', () => {
    const context = { sessionsInTenMinutes: 40, spread: 100, destinationHosts: 1, dnsAnswer: false };
    expect(score(session('mshta.exe', 4444), tables, context)?.score).toBe(100);
    expect(
      score({ process: { name: 'chrome.exe' }, destination: { ip: '10.0.0.1', port: 12345 } }, tables)?.score,
    ).toBe(0);
  });
});

describe('scoringTables', () => {
  it('follows a pack to the one whose tables it uses', () => {
    expect(scoringTables(user, [user, owner])).toBe(tables);
  });

  it('has no answer when that pack is not loaded', () => {
    expect(scoringTables(user, [user])).toBeUndefined();
  });
});
