/** Generated ECS events of mixed kinds, nested as agents send them, always the same for the same seed. */

/** A small linear congruential generator: the same numbers on every machine. */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const PROCESSES = [
  ['svchost.exe', 'C:\\Windows\\System32\\svchost.exe'],
  ['chrome.exe', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
  ['powershell.exe', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  ['cmd.exe', 'C:\\Windows\\System32\\cmd.exe'],
  ['MsMpEng.exe', 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\MsMpEng.exe'],
  ['explorer.exe', 'C:\\Windows\\explorer.exe'],
  ['OUTLOOK.EXE', 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE'],
  ['rundll32.exe', 'C:\\Windows\\System32\\rundll32.exe'],
  ['conhost.exe', 'C:\\Windows\\System32\\conhost.exe'],
  ['ms-teams.exe', 'C:\\Program Files\\WindowsApps\\MSTeams\\ms-teams.exe'],
  ['node.exe', 'C:\\Program Files\\nodejs\\node.exe'],
  ['WmiPrvSE.exe', 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe'],
] as const;
const KINDS = [
  'process',
  'process',
  'process',
  'network',
  'network',
  'network',
  'file',
  'file',
  'registry',
  'library',
  'dns',
] as const;

const base = (at: number, host: number, kind: string, dataset: string, action: string, type: string[], n: number) => ({
  '@timestamp': new Date(at).toISOString(),
  agent: { id: `5b1c8e6e-0d61-4f0e-9a53-${String(host).padStart(12, '0')}`, type: 'endpoint', version: '9.1.5' },
  data_stream: { type: 'logs', dataset, namespace: 'default' },
  ecs: { version: '8.10.0' },
  event: {
    agent_id_status: 'verified',
    category: [kind],
    created: new Date(at).toISOString(),
    dataset,
    id: `N7xRcqIHXICVdsAp+++${n}`,
    ingested: new Date(at + 21_000).toISOString(),
    kind: 'event',
    module: 'endpoint',
    sequence: n,
    action,
    type,
    outcome: 'unknown',
  },
  host: {
    architecture: 'x86_64',
    hostname: `WS-${host}`,
    id: `0f6c1f8a-2f1d-4a53-9d0e-${String(host).padStart(12, '0')}`,
    ip: [`10.20.${host % 250}.42`, '127.0.0.1', '::1'],
    name: `ws-${host}`,
    os: {
      family: 'windows',
      full: 'Windows 11 Enterprise 23H2',
      name: 'Windows',
      platform: 'windows',
      type: 'windows',
      version: '23H2 (10.0.22631.3880)',
    },
  },
  user: {
    domain: 'CORP',
    id: `S-1-5-21-1004336348-1177238915-682003330-${1_000 + (host % 100)}`,
    name: `user${host % 100}`,
  },
});

const processOf = (next: () => number) => {
  const [name, executable] = PROCESSES[Math.floor(next() * PROCESSES.length)] as (typeof PROCESSES)[number];
  const [parent, parentPath] = PROCESSES[Math.floor(next() * PROCESSES.length)] as (typeof PROCESSES)[number];
  const pid = Math.floor(next() * 30_000);
  return {
    name,
    executable,
    pid,
    entity_id: `NWIxYzhlNmUtMGQ2MS00ZjBlLTlhNTMt${pid}`,
    code_signature: { exists: true, status: 'trusted', subject_name: 'Microsoft Corporation', trusted: next() > 0.1 },
    parent: { name: parent, executable: parentPath, pid: Math.floor(next() * 30_000) },
  };
};

/** The `n`th event; `keys` hosts take turns. */
export const eventAt = (n: number, next: () => number, keys = 500): Record<string, unknown> => {
  const kind = KINDS[Math.floor(next() * KINDS.length)] as (typeof KINDS)[number];
  const at = 1_780_000_000_000 + n * 37;
  const host = n % keys;
  const process = processOf(next);
  switch (kind) {
    case 'process': {
      const argument = `-File C:\\Scripts\\job${Math.floor(next() * 1_000)}.ps1 -Mode ${Math.floor(next() * 9)}`;
      return {
        ...base(
          at,
          host,
          'process',
          'endpoint.events.process',
          next() > 0.3 ? 'start' : 'end',
          [next() > 0.3 ? 'start' : 'end'],
          n,
        ),
        process: {
          ...process,
          command_line: `"${process.executable}" ${argument}`,
          args: [process.executable, ...argument.split(' ')],
          args_count: 5,
          pe: { original_file_name: process.name },
        },
      };
    }
    case 'network': {
      const port = next() > 0.2 ? 443 : Math.floor(next() * 60_000);
      return {
        ...base(at, host, 'network', 'endpoint.events.network', 'connection_attempted', ['start'], n),
        process,
        source: {
          address: `10.20.${host % 250}.42`,
          ip: `10.20.${host % 250}.42`,
          port: 49_152 + Math.floor(next() * 16_000),
        },
        destination: {
          address: `198.51.100.${Math.floor(next() * 250)}`,
          ip: next() > 0.5 ? `198.51.100.${Math.floor(next() * 250)}` : `10.1.2.${Math.floor(next() * 250)}`,
          port,
        },
        network: { direction: next() > 0.2 ? 'egress' : 'ingress', transport: 'tcp', type: 'ipv4' },
      };
    }
    case 'file':
      return {
        ...base(at, host, 'file', 'endpoint.events.file', 'creation', ['creation'], n),
        process,
        file: {
          name: `tmp${Math.floor(next() * 9_999)}.dat`,
          extension: 'dat',
          path: `C:\\Users\\user${host % 100}\\AppData\\Local\\Temp\\tmp${n}.dat`,
          size: Math.floor(next() * 1e6),
        },
      };
    case 'registry':
      return {
        ...base(at, host, 'registry', 'endpoint.events.registry', 'modification', ['change'], n),
        process,
        registry: {
          hive: 'HKLM',
          key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
          path: `HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Item${n % 50}`,
          value: `Item${n % 50}`,
          data: { strings: [String(n % 99)], type: 'REG_SZ' },
        },
      };
    case 'library':
      return {
        ...base(at, host, 'library', 'endpoint.events.library', 'load', ['start'], n),
        process,
        dll: {
          name: `lib${n % 300}.dll`,
          path: `C:\\Windows\\System32\\lib${n % 300}.dll`,
          code_signature: { exists: true, trusted: true, status: 'trusted', subject_name: 'Microsoft Windows' },
        },
      };
    case 'dns':
      return {
        ...base(at, host, 'network', 'endpoint.events.network', 'lookup_requested', ['info', 'protocol'], n),
        process,
        dns: { question: { name: `host${n % 700}.example.com`, type: 'A' } },
        network: { protocol: 'dns' },
      };
  }
};
