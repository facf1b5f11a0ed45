import { compile, explain, type EventSource } from '.';

function explained(query: string, doc: EventSource) {
  return explain(compile(query), doc);
}

const doc = { event: { category: 'process' }, process: { name: 'CMD.exe', args: ['/c', 'whoami'] } };

test('the category comes first, and a wrong one decides', () => {
  const { verdict, root, firstDecidingFalse } = explained('file where process.name : "cmd.exe"', doc);
  expect(verdict).toBe(false);
  expect(root.children.map(({ label, verdict: one }) => [label, one])).toEqual([
    ['category', false],
    ['pattern', 'not_evaluated'],
  ]);
  expect(firstDecidingFalse).toMatchObject({ label: 'category', literal: ['file'], actual: ['process'] });
});

test('a condition shows what it asks, what the event has, and which members matched', () => {
  const { root } = explained('any where process.name : ("pow*", "cmd*")', doc);
  expect(root).toMatchObject({
    label: 'pattern',
    verdict: true,
    field: 'process.name',
    literal: ['pow*', 'cmd*'],
    actual: ['CMD.exe'],
    matched: ['cmd*'],
    missing: false,
  });
});

test('the first false part of an and decides; what follows is not evaluated but shows its values', () => {
  const { firstDecidingFalse, root } = explained('any where process.pid > 5 and process.args == "/c"', doc);
  expect(firstDecidingFalse).toMatchObject({ text: 'process.pid > 5', missing: true, literal: [5], actual: [] });
  expect(root.children[1]).toMatchObject({ verdict: 'not_evaluated', actual: ['/c', 'whoami'] });
});

test('a false or decides as a whole, and shows all of its parts', () => {
  const { firstDecidingFalse } = explained('any where process.name == "a" or process.name == "b"', doc);
  expect(firstDecidingFalse?.label).toBe('or');
  expect(firstDecidingFalse?.children.map(({ verdict }) => verdict)).toEqual([false, false]);
});

test('a not that fails shows what it met', () => {
  const { firstDecidingFalse } = explained('any where not process.args : "whoami"', doc);
  expect(firstDecidingFalse).toMatchObject({ label: 'not', verdict: false });
  expect(firstDecidingFalse?.children[0]).toMatchObject({ verdict: true, actual: ['/c', 'whoami'] });
});

test('a condition that constants decide says so without a field', () => {
  const { root } = explained('any where 1 == 2', doc);
  expect(root).toMatchObject({ verdict: false, literal: [1, 2] });
  expect(root.actual).toBeUndefined();
});

test('for a sequence: which stages the event serves, under which keys, and what is still missing', () => {
  const query =
    'sequence by host.id with maxspan=1m [process where process.name : "cmd.exe"] [network where true] ![file where true]';
  const found = explained(query, { ...doc, host: { id: 'h1' } });
  expect(found.verdict).toBe(true);
  expect(found.stages.map(({ serves, missing, joinKeys }) => ({ serves, missing, joinKeys }))).toEqual([
    { serves: true, missing: false, joinKeys: [['h1']] },
    { serves: false, missing: false, joinKeys: [['h1']] },
    { serves: false, missing: true, joinKeys: [['h1']] },
  ]);
  expect(found.stillMissing).toEqual([1]);
  const keyless = explained(query, doc);
  expect(keyless.stages[0]).toMatchObject({ serves: false, missingKeys: ['host.id'] });
  expect(keyless.verdict).toBe(false);
});
