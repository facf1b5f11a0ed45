import { readEvent, readEventTime, type ReadResult } from './read_event';

const AT = '2026-07-15T12:00:00.000Z';
const read = (value: unknown, shiftMs = 0): ReadResult =>
  readEvent(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), shiftMs);

function event(result: ReadResult): Extract<ReadResult, { event: unknown }>['event'] {
  if (!('event' in result)) throw new Error(JSON.stringify(result));
  return result.event;
}

describe('readEvent on ECS documents', () => {
  it('keeps the text of a document as it stands', () => {
    const line = `{ "@timestamp":"${AT}", "event":{"category":["network","host"]}, "host":{"name":"ws-1"} }`;
    expect(event(read(line))).toMatchObject({ json: line, time: Date.parse(AT), document: JSON.parse(line) });
  });

  it.each([
    [
      { data_stream: { type: 'logs', dataset: 'endpoint.events.network', namespace: 'prod' } },
      'logs-endpoint.events.network-prod',
    ],
    [{ agent: { type: 'winlogbeat', version: '8.19.3' } }, 'winlogbeat-8.19.3'],
    [{ agent: { type: 'auditbeat' } }, 'auditbeat-imported'],
    [{ event: { module: 'sysmon' } }, 'winlogbeat-imported'],
    [{ event: { dataset: 'system.security' } }, 'logs-system.security-imported'],
    [{ data_stream: { type: 'logs', dataset: '*', namespace: 'x' } }, 'logs-generic-imported'],
    [{}, 'logs-generic-imported'],
  ])('finds the index of %j', (fields, index) => {
    expect(event(read({ '@timestamp': AT, ...fields })).index).toBe(index);
  });

  it('unwraps hits and gives a backing index the name of its data stream', () => {
    const hit = { _index: '.ds-winlogbeat-8.19.3-2026.07.15-000001', _id: 'x', _source: { '@timestamp': AT } };
    expect(event(read(hit))).toMatchObject({ index: 'winlogbeat-8.19.3', json: `{"@timestamp":"${AT}"}` });
    expect(event(read({ ...hit, _index: 'winlogbeat-7.10' })).index).toBe('winlogbeat-7.10');
  });

  it('writes dotted keys as nested objects, as Elasticsearch reads them', () => {
    const document = {
      '@timestamp': AT,
      'event.category': 'process',
      host: { 'os.type': 'windows' },
      'host.name': 'a',
    };
    expect(JSON.parse(event(read(document)).json)).toEqual({
      '@timestamp': AT,
      event: { category: 'process' },
      host: { os: { type: 'windows' }, name: 'a' },
    });
  });

  it('shifts every moment of the event and keeps the id', () => {
    const document = {
      '@timestamp': '2026-07-15T12:00:00.0000001Z',
      event: { created: AT, ingested: AT },
      process: { start: AT, parent: { start: AT } },
      file: { created: AT },
    };
    const shifted = event(read(document, 3_600_000));
    const later = '2026-07-15T13:00:00.000Z';
    expect(JSON.parse(shifted.json)).toEqual({
      '@timestamp': '2026-07-15T13:00:00.0000001Z',
      event: { created: later, ingested: later },
      process: { start: later, parent: { start: later } },
      file: { created: AT },
    });
    expect(shifted.time).toBe(Date.parse(later));
    expect(shifted.id).toBe(event(read(document)).id);
  });

  it('gives different lines different ids', () => {
    const line = `{"@timestamp":"${AT}"}`;
    expect(event(read(line)).id).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(event(read(line)).id).not.toBe(event(read(`{"@timestamp": "${AT}"}`)).id);
  });
});

describe('readEvent on lines that are no events', () => {
  it.each([
    ['{"@timestamp":', 'not_json'],
    ['nonsense', 'not_json'],
    ['"text"', 'not_an_object'],
    ['[1]', 'not_an_object'],
    ['null', 'not_an_object'],
    ['{"event":{"category":"network"}}', 'no_timestamp'],
    ['{"a":1}', 'unknown_format'],
    ['{"@timestamp":"soon"}', 'bad_timestamp'],
    ['{"@timestamp":null}', 'bad_timestamp'],
    ['{"index":{"_index":"x"}}', 'bulk_action'],
    ['{"_index":"x","_id":"1","fields":{}}', 'hit_without_source'],
    ['{"_index":"x","_id":"1","_source":{"a":1}}', 'no_timestamp'],
    [`{"@timestamp":"${AT}","a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'nested_too_deep'],
    ['{"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational"}', 'bad_timestamp'],
  ])('%s', (line, code) => {
    expect(read(line)).toMatchObject({ rejected: code, message: expect.any(String) });
    expect(readEventTime(Buffer.from(line))).toBeUndefined();
  });

  it('never repeats the event in the message', () => {
    const result = read('{"password":"hunter2",}');
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('treats __proto__ as a key like any other', () => {
    const result = event(read(`{"@timestamp":"${AT}","__proto__":{"polluted":true},"a.b":1}`));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(result.json).toContain('"__proto__":{"polluted":true}');
  });

  it('names the kind of a Windows event that has no mapping', () => {
    expect(read({ EventID: 4658, Channel: 'Security', '@timestamp': AT })).toEqual({ unmapped: 'Security/4658' });
    for (const Channel of ['constructor', '__proto__']) {
      expect(read({ EventID: 3, Channel, '@timestamp': AT })).toEqual({ unmapped: `${Channel}/3` });
    }
  });
});
