import { readEvent } from '../read_event';
import { splitCommandLine } from './split_command_line';

const SYSMON = {
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  SourceName: 'Microsoft-Windows-Sysmon',
  ProviderGuid: '{5770385f-c22a-43e0-bf4c-06f5698ffbd9}',
  Hostname: 'LAB-PC.example.org',
  UtcTime: '2026-03-01 10:00:00.125',
  TimeCreated: '2026-03-01T05:00:00.300Z',
  ProcessGuid: '{11111111-0000-0000-0000-000000000001}',
  ProcessId: '4242',
  Image: 'C:\\Tools\\Probe.EXE',
  User: 'LAB\\mia',
  UserID: 'S-1-5-18',
  AccountName: 'SYSTEM',
  Domain: 'NT AUTHORITY',
  RuleName: '-',
  RecordNumber: 77,
  ThreadID: 9,
  ExecutionProcessID: 1234,
};

const SECURITY = {
  Channel: 'Security',
  SourceName: 'Microsoft-Windows-Security-Auditing',
  Hostname: 'LAB-PC',
  TimeCreated: '2026-03-01T10:00:00.300Z',
  Keywords: '0x8020000000000000',
};

interface Mapped {
  index: string;
  document: Record<string, Record<string, unknown>>;
}

function map(fields: Record<string, unknown>): Mapped {
  const result = readEvent(Buffer.from(JSON.stringify(fields)), 0);
  if (!('event' in result)) throw new Error(JSON.stringify(result));
  return { index: result.event.index, document: JSON.parse(result.event.json) };
}

describe('every Sysmon event', () => {
  const { index, document } = map({ ...SYSMON, EventID: 5 });

  it('goes to the index of Winlogbeat, at the time Sysmon gives', () => {
    expect(index).toBe('winlogbeat-imported');
    expect(document['@timestamp']).toBe('2026-03-01T10:00:00.125Z');
  });

  it('says what it is, where and who', () => {
    expect(document['event']).toEqual({
      kind: 'event',
      category: ['process'],
      type: ['end'],
      action: 'Process terminated (rule: ProcessTerminate)',
      code: '5',
      module: 'sysmon',
      provider: 'Microsoft-Windows-Sysmon',
    });
    expect(document['host']).toMatchObject({ name: 'lab-pc.example.org', os: { type: 'windows' } });
    expect(document['user']).toEqual({ id: 'S-1-5-18', domain: 'LAB', name: 'mia' });
    expect(document['process']).toEqual({
      entity_id: '{11111111-0000-0000-0000-000000000001}',
      pid: 4242,
      executable: 'C:\\Tools\\Probe.EXE',
      name: 'Probe.EXE',
    });
    expect(document['winlog']).toEqual({
      channel: 'Microsoft-Windows-Sysmon/Operational',
      event_id: '5',
      provider_name: 'Microsoft-Windows-Sysmon',
      provider_guid: '{5770385f-c22a-43e0-bf4c-06f5698ffbd9}',
      task: 'Process terminated (rule: ProcessTerminate)',
      computer_name: 'LAB-PC.example.org',
      record_id: '77',
      process: { pid: 1234, thread: { id: 9 } },
      user: { identifier: 'S-1-5-18', name: 'SYSTEM', domain: 'NT AUTHORITY' },
    });
  });

  it('gives one machine one id, whatever wrote the event', () => {
    const id = document['host']?.['id'];
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(map({ ...SYSMON, EventID: '5', Hostname: 'lab-pc.EXAMPLE.org' }).document['host']?.['id']).toBe(id);
    expect(map({ ...SYSMON, EventID: 5, Hostname: 'OTHER' }).document['host']?.['id']).not.toBe(id);
  });
});

describe('Sysmon process events', () => {
  it('1: a process start with its parent, arguments and hashes', () => {
    const { document } = map({
      ...SYSMON,
      EventID: 1,
      CommandLine: '"C:\\Tools\\Probe.EXE" -p 8080 "two words"',
      CurrentDirectory: 'C:\\',
      OriginalFileName: 'probe.exe',
      Company: 'Example',
      IntegrityLevel: 'High',
      Hashes: `MD5=${'AB'.repeat(16)},SHA256=${'CD'.repeat(32)},IMPHASH=${'00'.repeat(16)}`,
      ParentProcessGuid: '{2}',
      ParentProcessId: '100',
      ParentImage: 'C:\\Windows\\explorer.exe',
      ParentCommandLine: 'explorer.exe',
    });
    expect(document['event']).toMatchObject({ category: ['process'], type: ['start'], code: '1' });
    expect(document['process']).toMatchObject({
      command_line: '"C:\\Tools\\Probe.EXE" -p 8080 "two words"',
      args: ['C:\\Tools\\Probe.EXE', '-p', '8080', 'two words'],
      args_count: 4,
      working_directory: 'C:\\',
      hash: { md5: 'ab'.repeat(16), sha256: 'cd'.repeat(32) },
      pe: { original_file_name: 'probe.exe', company: 'Example' },
      parent: { entity_id: '{2}', pid: 100, executable: 'C:\\Windows\\explorer.exe', name: 'explorer.exe' },
    });
    expect(document['winlog']?.['event_data']).toEqual({ IntegrityLevel: 'High' });
    expect(document['related']).toEqual({ user: ['mia'], hash: ['ab'.repeat(16), 'cd'.repeat(32)] });
  });

  it('7: a loaded image as file and dll, with its signature', () => {
    const { document } = map({
      ...SYSMON,
      EventID: 7,
      ImageLoaded: 'C:\\Windows\\System32\\lib.dll',
      Signed: 'true',
      Signature: 'Example Ltd',
      SignatureStatus: 'Valid',
    });
    expect(document['event']).toMatchObject({ category: ['process'], type: ['change'] });
    const signature = { exists: true, valid: true, status: 'Valid', subject_name: 'Example Ltd' };
    const image = { path: 'C:\\Windows\\System32\\lib.dll', name: 'lib.dll', code_signature: signature };
    expect(document).toMatchObject({ file: image, dll: image });
  });

  it.each([
    [8, 'change', 'SourceProcessGuid'],
    [10, 'access', 'SourceProcessGUID'],
  ])('%d: the acting process is the source; the target stays in the event data', (code, type, guid) => {
    const { document } = map({
      Channel: SYSMON.Channel,
      UtcTime: SYSMON.UtcTime,
      EventID: code,
      [guid]: '{src}',
      SourceProcessId: '7',
      SourceImage: 'C:\\a\\src.exe',
      TargetImage: 'C:\\a\\lsass.exe',
      GrantedAccess: '0x1010',
    });
    expect(document['event']).toMatchObject({ category: ['process'], type: [type] });
    expect(document['process']).toEqual({ entity_id: '{src}', pid: 7, executable: 'C:\\a\\src.exe', name: 'src.exe' });
    expect(document['winlog']?.['event_data']).toEqual({ TargetImage: 'C:\\a\\lsass.exe', GrantedAccess: '0x1010' });
  });
});

describe('Sysmon network events', () => {
  const session = {
    ...SYSMON,
    EventID: 3,
    Protocol: 'tcp',
    Initiated: 'true',
    SourceIsIpv6: 'false',
    SourceIp: '192.0.2.10',
    SourcePort: '50000',
    SourceHostname: '-',
    DestinationIp: '198.51.100.7',
    DestinationPort: '4444',
    DestinationHostname: '-',
    DestinationPortName: '-',
  };

  it('3: a session, its direction from Initiated', () => {
    const { document } = map(session);
    expect(document['event']).toMatchObject({ category: ['network'], type: ['start', 'connection', 'protocol'] });
    expect(document['event']?.['action']).toBe('Network connection detected (rule: NetworkConnect)');
    expect(document['network']).toEqual({ transport: 'tcp', direction: 'egress', type: 'ipv4' });
    expect(document['source']).toEqual({ ip: '192.0.2.10', port: 50000 });
    expect(document['destination']).toEqual({ ip: '198.51.100.7', port: 4444 });
    expect(document['related']).toEqual({ user: ['mia'], ip: ['192.0.2.10', '198.51.100.7'] });
    expect(map({ ...session, Initiated: 'false' }).document['network']?.['direction']).toBe('ingress');
    expect(map({ ...session, Initiated: undefined }).document['network']).not.toHaveProperty('direction');
  });

  it('22: a query with its answers', () => {
    const { document } = map({
      ...SYSMON,
      EventID: 22,
      QueryName: 'www.example.com',
      QueryStatus: '0',
      QueryResults: 'type:  5 edge.example.net;::ffff:203.0.113.5;2001:db8::1;',
    });
    expect(document['event']).toMatchObject({ category: ['network'], type: ['connection', 'protocol', 'info'] });
    expect(document['dns']).toEqual({
      question: { name: 'www.example.com' },
      answers: [
        { type: 'CNAME', data: 'edge.example.net' },
        { type: 'A', data: '203.0.113.5' },
        { type: 'AAAA', data: '2001:db8::1' },
      ],
      resolved_ip: ['203.0.113.5', '2001:db8::1'],
    });
    expect(document).toMatchObject({ sysmon: { dns: { status: 'SUCCESS' } }, network: { protocol: 'dns' } });
  });
});

describe('Sysmon file and registry events', () => {
  it.each([
    [2, 'change'],
    [11, 'creation'],
    [23, 'deletion'],
    [26, 'deletion'],
  ])('%d: file %s', (code, type) => {
    const { document } = map({ ...SYSMON, EventID: code, TargetFilename: 'C:\\Temp\\BIT1.tmp' });
    expect(document['event']).toMatchObject({ category: ['file'], type: [type] });
    expect(document['file']).toEqual({
      path: 'C:\\Temp\\BIT1.tmp',
      name: 'BIT1.tmp',
      directory: 'C:\\Temp',
      extension: 'tmp',
    });
  });

  it.each([
    ['DWORD (0x00008462)', { type: 'SZ_DWORD', strings: ['33890'] }],
    ['QWORD (0x00000001-0x00000002)', { type: 'SZ_QWORD', strings: ['4294967298'] }],
    ['Binary Data', { type: 'REG_BINARY' }],
    ['C:\\x.exe', { type: 'REG_SZ', strings: ['C:\\x.exe'] }],
  ])('13: a value set to %s', (details, data) => {
    const path = 'HKLM\\System\\CurrentControlSet\\Control\\RDP-Tcp\\PortNumber';
    const { document } = map({ ...SYSMON, EventID: 13, EventType: 'SetValue', TargetObject: path, Details: details });
    expect(document['event']).toMatchObject({ category: ['configuration', 'registry'], type: ['change'] });
    expect(document['registry']).toEqual({
      path,
      hive: 'HKLM',
      key: 'System\\CurrentControlSet\\Control\\RDP-Tcp\\PortNumber',
      value: 'PortNumber',
      data,
    });
    expect(document['winlog']?.['event_data']).toEqual({ EventType: 'SetValue', Details: details });
  });

  it.each([[12], [14]])('%d: a key', (code) => {
    const { document } = map({ ...SYSMON, EventID: code, EventType: 'INFO', TargetObject: 'HKU\\S-1\\Run' });
    expect(document['registry']).toEqual({ path: 'HKU\\S-1\\Run', hive: 'HKU', key: 'S-1\\Run', value: 'Run' });
    expect(document['winlog']).not.toHaveProperty('event_data');
  });
});

describe('Security events', () => {
  it('4688: a process start with the creator', () => {
    const { index, document } = map({
      ...SECURITY,
      EventID: 4688,
      NewProcessId: '0x1c90',
      NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
      CommandLine: 'cmd.exe /c dir',
      ProcessId: '0x64',
      ParentProcessName: 'C:\\Windows\\explorer.exe',
      SubjectUserName: 'mia',
      SubjectDomainName: 'LAB',
      SubjectUserSid: 'S-1-5-21-1',
      TargetUserName: '-',
    });
    expect(index).toBe('logs-system.security-imported');
    expect(document['event']).toMatchObject({
      category: ['process'],
      type: ['start'],
      action: 'created-process',
      code: '4688',
      dataset: 'system.security',
      outcome: 'success',
    });
    expect(document['process']).toEqual({
      pid: 7312,
      executable: 'C:\\Windows\\System32\\cmd.exe',
      name: 'cmd.exe',
      command_line: 'cmd.exe /c dir',
      args: ['cmd.exe', '/c', 'dir'],
      args_count: 3,
      parent: { pid: 100, executable: 'C:\\Windows\\explorer.exe', name: 'explorer.exe' },
    });
    expect(document['user']).toEqual({ id: 'S-1-5-21-1', name: 'mia', domain: 'LAB' });
    expect(document['winlog']?.['event_data']).toMatchObject({ NewProcessId: '0x1c90', ProcessId: '0x64' });
  });

  const connection = {
    ...SECURITY,
    Channel: 'security',
    EventID: 5156,
    Direction: '%%14593',
    Application: '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
    SourceAddress: '192.0.2.10',
    SourcePort: '123',
    DestAddress: '192.0.2.1',
    DestPort: '123',
    Protocol: '17',
  };

  it('5156: an allowed connection; the program by its device path', () => {
    const { document } = map({ ...connection, ProcessID: 4 });
    expect(document['event']).toMatchObject({
      category: ['network'],
      type: ['connection', 'info', 'allowed'],
      action: 'windows-firewall-connection',
    });
    expect(document['network']).toEqual({ iana_number: '17', transport: 'udp', direction: 'outbound' });
    expect(document['source']).toEqual({ ip: '192.0.2.10', port: 123 });
    expect(document['destination']).toEqual({ ip: '192.0.2.1', port: 123 });
    expect(document['process']).toEqual({
      executable: '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
      name: 'svchost.exe',
    });
    expect(map({ ...connection, Direction: '%%14592' }).document['network']?.['direction']).toBe('inbound');
  });

  it("keeps the event's own ProcessID (text), not the log writer's (a number)", () => {
    expect(map({ ...connection, ProcessID: '4584' }).document['winlog']?.['event_data']).toMatchObject({
      ProcessID: '4584',
    });
    expect(map({ ...connection, ProcessID: 4 }).document['winlog']?.['event_data']).not.toHaveProperty('ProcessID');
  });

  it('5158: a bind has no direction and no destination', () => {
    const { document } = map({
      ...connection,
      EventID: 5158,
      Direction: undefined,
      DestAddress: undefined,
      DestPort: undefined,
    });
    expect(document['event']).toMatchObject({ category: ['network'], type: ['info'] });
    expect(document['network']).toEqual({ iana_number: '17', transport: 'udp' });
    expect(document).not.toHaveProperty('destination');
  });

  it('tells a failed audit', () => {
    expect(map({ ...connection, Keywords: '0x8010000000000000' }).document['event']?.['outcome']).toBe('failure');
    expect(map({ ...connection, EventType: 'AUDIT_FAILURE' }).document['event']?.['outcome']).toBe('failure');
  });
});

describe('splitCommandLine', () => {
  it.each([
    ['a b  c', ['a', 'b', 'c']],
    ['"a b" c', ['a b', 'c']],
    ['C:\\dir\\x.exe "C:\\Program Files\\\\"', ['C:\\dir\\x.exe', 'C:\\Program Files\\']],
    ['say \\"hi\\" a\\\\b', ['say', '"hi"', 'a\\\\b']],
    ['x "" y', ['x', '', 'y']],
    ['"open end', ['open end']],
    ['   ', []],
  ])('%s', (line, args) => expect(splitCommandLine(line)).toEqual(args));
});
