import { StackError } from '../../stack/stack';
import type { DesiredRule } from '../rules/desired';
import { checkQueries } from './query_check';

const rule = (key: string) =>
  ({ key, effective: { index: [`logs-${key}`], query: `any where ${key}` } }) as DesiredRule;

it('tells what is refused from what has no index', async () => {
  const validate = async ({ index: [name] }: { index: readonly string[] }) =>
    name === 'logs-a'
      ? ({ status: 'invalid', message: 'Unknown column [x]' } as const)
      : ({ status: name === 'logs-b' ? 'no_index' : 'ok' } as const);
  const verdicts = await checkQueries({ validate }, ['a', 'b', 'c'].map(rule));
  expect([...verdicts.refused]).toEqual([['a', 'Unknown column [x]']]);
  expect([...verdicts.withoutIndex]).toEqual(['b']);
  expect(verdicts.unasked).toBeUndefined();
});

it('goes on when the stack cannot be asked, and says why', async () => {
  const validate = () => Promise.reject(new StackError('unavailable', 'Elasticsearch cannot be reached.'));
  expect(await checkQueries({ validate }, [rule('a')])).toMatchObject({
    refused: new Map(),
    unasked: 'Elasticsearch cannot be reached.',
  });
});

it('asks for a few at a time', async () => {
  let [running, most] = [0, 0];
  const validate = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return { status: 'ok' } as const;
  };
  await checkQueries(
    { validate },
    Array.from({ length: 30 }, (_, at) => rule(String(at))),
  );
  expect(most).toBeLessThanOrEqual(8);
});

it('does not hide a mistake of ours', async () => {
  const validate = () => Promise.reject(new TypeError('x'));
  await expect(checkQueries({ validate }, [rule('a')])).rejects.toThrow(TypeError);
});
