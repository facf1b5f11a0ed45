import type { MakeHarness, StackHarness } from './harness';

export function documentContract(make: MakeHarness): void {
  describe('documents', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    it('keeps what was created, with author, time and version', async () => {
      const { documents, user } = harness.stack;
      const created = await documents.create('tuning', 'CP-1', { ports: [80, 443], note: 'Zoë "quoted" \u0000' });
      expect(created).toMatchObject({ id: 'CP-1', type: 'tuning', updatedBy: user.name });
      expect(Date.parse(created.updatedAt)).toBeGreaterThan(0);
      expect(await documents.get('tuning', 'CP-1')).toEqual(created);
      expect(created.data).toEqual({ ports: [80, 443], note: 'Zoë "quoted" \u0000' });
      expect(await documents.get('run', 'CP-1')).toBeUndefined();
    });

    it('refuses to create twice', async () => {
      const { documents } = harness.stack;
      await documents.create('settings', 'a', 1);
      await expect(documents.create('settings', 'a', 2)).rejects.toMatchObject({ code: 'already_exists' });
      expect((await documents.get('settings', 'a'))?.data).toBe(1);
    });

    it('updates only with the current version and tells the current one otherwise', async () => {
      const { documents } = harness.stack;
      const first = await documents.create('tuning', 'a', { n: 1 });
      const second = await harness.other.documents.update('tuning', 'a', first.version, { n: 2 });
      expect(second).toMatchObject({ data: { n: 2 }, updatedBy: harness.other.user.name });
      expect(second.version).not.toBe(first.version);
      await expect(documents.update('tuning', 'a', first.version, { n: 3 })).rejects.toMatchObject({
        code: 'conflict',
        details: { currentVersion: second.version },
      });
      expect((await documents.get('tuning', 'a'))?.data).toEqual({ n: 2 });
      await expect(documents.update('tuning', 'none', '1', {})).rejects.toMatchObject({ code: 'not_found' });
    });

    it('removes, also what is not there', async () => {
      const { documents } = harness.stack;
      await documents.create('view', 'a', 1);
      await documents.remove('view', 'a');
      await documents.remove('view', 'a');
      expect(await documents.get('view', 'a')).toBeUndefined();
    });

    it('lists by keys, newest first, page by page', async () => {
      const { documents } = harness.stack;
      for (let at = 0; at < 5; at += 1) {
        const keys = { techniqueId: at % 2 === 0 ? 'T1571' : 'T1043', ruleKey: ['CP-1', `NP-${at}`] };
        await documents.create('activity', `a${at}`, at, keys);
      }
      const even = await documents.list<number>('activity', { keys: { techniqueId: 'T1571' }, size: 2 });
      expect(even.documents.map(({ data }) => data)).toEqual([4, 2]);
      expect(even.total).toBe(3);
      const rest = await documents.list('activity', { keys: { techniqueId: 'T1571' }, size: 2, after: even.next });
      expect(rest.documents.map(({ data }) => data)).toEqual([0]);
      expect(rest.next).toBeUndefined();
      const both = await documents.list('activity', { keys: { techniqueId: 'T1571', ruleKey: 'NP-2' }, size: 10 });
      expect(both.documents.map(({ id }) => id)).toEqual(['a2']);
      expect((await documents.list('activity', { keys: { ruleKey: 'CP-1' }, size: 10 })).total).toBe(5);
      expect((await documents.list('activity', { keys: { ruleKey: 'none' }, size: 10 })).total).toBe(0);
    });

    it('replaces the keys with an update', async () => {
      const { documents } = harness.stack;
      const { version } = await documents.create('exception', 'o', {}, { ruleKey: 'CP-1' });
      await documents.update('exception', 'o', version, {}, { ruleKey: 'CP-2' });
      expect((await documents.list('exception', { keys: { ruleKey: 'CP-1' }, size: 10 })).total).toBe(0);
      expect((await documents.list('exception', { keys: { ruleKey: 'CP-2' }, size: 10 })).total).toBe(1);
    });
  });
}
