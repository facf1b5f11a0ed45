/** The shipped rules, with default knobs, are the bodies that a live Kibana accepted and ran. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPacks } from '../../test/support/packs';
import { render, toCreateBody } from '.';

const bodies = join(__dirname, '../../../shared/data/replay/rules');
const rules = bundledPacks().packs.flatMap((pack) => pack.rules);

if (!existsSync(bodies)) {
  console.warn(`skipped: ${bodies} is not there, so the rendered rules are not compared with the accepted bodies`);
}
const compared = existsSync(bodies) ? describe : describe.skip;

compared('with default knobs', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s renders to exactly the accepted body', (id, rule) => {
    const accepted: unknown = JSON.parse(readFileSync(join(bodies, `${id}.json`), 'utf8'));
    expect(toCreateBody(render(rule))).toEqual(accepted);
  });

  it('no accepted body is without a rule', () => {
    expect(rules).toHaveLength(14);
  });
});
