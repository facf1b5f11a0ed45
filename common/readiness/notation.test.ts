import { mixedNotation } from './notation';

const nested = { process: { name: 'cmd.exe', parent: { name: 'explorer.exe' } }, message: 'a' };
const dotted = { 'process.name': 'cmd.exe', process: { 'parent.name': 'explorer.exe' } };

describe('fields written in two ways', () => {
  it('are named, at any depth', () => {
    expect(mixedNotation([nested, dotted], ['process.name', 'process.parent.name', 'message', 'user.name'])).toEqual([
      'process.name',
      'process.parent.name',
    ]);
  });

  it('are none when all events write them alike', () => {
    expect(mixedNotation([nested, nested], ['process.name'])).toEqual([]);
    expect(mixedNotation([dotted, {}], ['process.name'])).toEqual([]);
  });
});
