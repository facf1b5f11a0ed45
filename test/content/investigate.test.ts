/** Statements about what analysts read and open in every pack: guide, playbook, searches, hunts. */
import { placeholderFields } from '../../common/packs/schema/searches';
import { packs, ruleIds } from './read_packs';

const searches = new Set(packs.flatMap((pack) => pack.searches.map(({ id }) => id)));
const hunts = new Set(packs.flatMap((pack) => pack.hunts.map(({ id }) => id)));

/** Links of a Markdown text as `[label, target]`. */
const linksOf = (markdown: string) =>
  [...markdown.matchAll(/\[([^\]]+)\]\(([^)\s]*)\)/g)].map(([, label, target]) => [label, target] as const);

/** Ids of searches and hunts that a text names without a link. */
const namedIds = (text: string) => text.match(/\bT\d{4}-[SEK]\d+\b/g) ?? [];

it('finds packs', () => expect(packs.length).toBeGreaterThanOrEqual(2));

describe.each(packs)('in $id', (pack) => {
  const technique = `T${/^t(\d{4})/.exec(pack.id)?.[1]}`;

  it('every id is unique and carries the technique of the pack', () => {
    const ids = [
      ...pack.searches.map(({ id }) => id),
      ...pack.hunts.map(({ id }) => id),
      ...pack.playbook.phases.flatMap(({ steps }) => steps.map(({ id }) => id)),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !id.startsWith(`${technique}-`))).toEqual([]);
  });

  it('every link of the guide leads to a rule, search, hunt or web page that exists', () => {
    const known: Record<string, Set<string>> = { rule: ruleIds, search: searches, hunt: hunts };
    const links = linksOf(pack.guide);
    expect(links.length).toBeGreaterThan(5);
    const broken = links.filter(([, target = '']) => {
      const [scheme = '', id = ''] = target.split(/:(.*)/s);
      return scheme === 'https' ? !URL.canParse(target) : !known[scheme]?.has(id);
    });
    expect(broken).toEqual([]);
  });

  it('the guide holds no raw HTML and one title', () => {
    expect(pack.guide).not.toMatch(/<\/?[a-z!]/i);
    expect(pack.guide.match(/^# /gm)).toHaveLength(1);
  });

  it('every search of the pack is used by the guide or the playbook', () => {
    const used = new Set([
      ...linksOf(pack.guide).map(([, target]) => target?.replace('search:', '')),
      ...pack.playbook.phases.flatMap(({ steps }) => steps.flatMap((step) => step.searches)),
    ]);
    expect(pack.searches.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('every step names searches, hunts, rules and other steps that exist', () => {
    const steps = pack.playbook.phases.flatMap((phase) => phase.steps);
    const ids = new Set(steps.map(({ id }) => id));
    for (const step of steps) {
      expect([step.id, step.searches.filter((id) => !searches.has(id))]).toEqual([step.id, []]);
      expect([step.id, step.hunts.filter((id) => !hunts.has(id))]).toEqual([step.id, []]);
      expect([step.id, (step.rules ?? []).filter((id) => !ruleIds.has(id))]).toEqual([step.id, []]);
      expect([step.id, (step.text.match(/\bT\d{4}-P\d{2}\b/g) ?? []).filter((id) => !ids.has(id))]).toEqual([
        step.id,
        [],
      ]);
    }
  });

  it('steps are numbered in the order in which they are done', () => {
    const ids = pack.playbook.phases.flatMap(({ steps }) => steps.map(({ id }) => id));
    expect(ids).toEqual(ids.map((_id, index) => `${technique}-P${String(index + 1).padStart(2, '0')}`));
  });

  it('every step that changes a system asks for confirmation', () => {
    const changing = pack.playbook.phases
      .filter(({ id }) => id === 'contain' || id === 'eradicate')
      .flatMap(({ steps }) => steps);
    expect(changing.filter(({ confirm }) => !confirm).map(({ id }) => id)).toEqual([]);
  });

  it('texts name only searches and hunts that exist', () => {
    const texts = [pack.guide, ...pack.hunts.flatMap((hunt) => [hunt.description, hunt.reading, ...hunt.limits])];
    expect(texts.flatMap(namedIds).filter((id) => !searches.has(id) && !hunts.has(id))).toEqual([]);
  });

  it('every search is tied to the alert it is opened from', () => {
    for (const search of pack.searches) {
      expect([search.id, placeholderFields(search.query).length > 0]).toEqual([search.id, true]);
      expect([search.id, search.columns[0]]).toEqual([search.id, '@timestamp']);
    }
  });

  it('every ES|QL hunt is a chain of known commands that limits time and rows', () => {
    const commands = ['FROM', 'WHERE', 'EVAL', 'STATS', 'SORT', 'LIMIT', 'MV_EXPAND'];
    for (const hunt of pack.hunts.filter(({ language }) => language === 'esql')) {
      const lines = hunt.query.split('\n');
      const used = lines.map((text, index) => (index === 0 ? text : text.replace(/^\| /, '')).split(' ')[0]);
      expect([hunt.id, used.filter((command = '') => !commands.includes(command))]).toEqual([hunt.id, []]);
      expect([hunt.id, used[0], used.at(-1)]).toEqual([hunt.id, 'FROM', 'LIMIT']);
      expect(hunt.query).toMatch(/\| WHERE @timestamp >= NOW\(\) - \d+ (hours|days)\b/);
    }
  });

  it('every query closes what it opens', () => {
    for (const { id, query } of [...pack.hunts, ...pack.searches]) {
      const outside = query.replace(/"[^"]*"/g, '');
      expect([id, outside.includes('"')]).toEqual([id, false]);
      let depth = 0;
      for (const character of outside) {
        depth += character === '(' ? 1 : character === ')' ? -1 : 0;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect([id, depth]).toEqual([id, 0]);
    }
  });
});
