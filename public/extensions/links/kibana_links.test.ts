/** Each address as it was verified in a browser on 8.12.2. */
import {
  alertFlyoutLink,
  alertRedirectLink,
  coverageLink,
  exceptionListLink,
  ruleLink,
  rulesTableLink,
} from './kibana_links';
import { rison } from './rison';

const ID = '7c2e4d70-9d3b-4b5b-9a51-3a1f4a0f2c11';
const range = { from: '2026-05-01T00:00:00.000Z', to: '2026-05-02T00:00:00.000Z' };
const readable = (path: string) => decodeURIComponent(path);

describe('rison', () => {
  it.each([
    ["'it!'s !! odd'", "it's ! odd"],
    ['alerts-page', 'alerts-page'],
    [`'${ID}'`, ID],
    ["'host.name: x'", 'host.name: x'],
    ["''", ''],
    ["'-x'", '-x'],
    ['!n', null],
    ['!(a,1,!t,!f)', ['a', 1, true, false]],
    ["(a:1,b:('$x':y))", { b: { $x: 'y' }, a: 1 }],
    ['1e30', 1e30],
  ])('writes %s', (expected, value) => {
    expect(rison(value)).toBe(expected);
  });
});

describe('links into Elastic Security', () => {
  it('lead to a rule by its saved-object id', () => {
    expect(ruleLink(ID)).toEqual({ app: 'securitySolutionUI', deepLinkId: 'rules', path: `id/${ID}` });
    expect(ruleLink(ID, 'rule_exceptions').path).toBe(`id/${ID}/rule_exceptions`);
    expect(ruleLink('a/b').path).toBe('id/a%2Fb');
  });

  it('lead to the rules table, coverage and lists', () => {
    expect(rulesTableLink('T1571').path).toBe('management?rulesTable=(searchTerm%3AT1571)');
    expect(coverageLink()).toEqual({ app: 'securitySolutionUI', path: 'rules_coverage_overview' });
    expect(exceptionListLink('detection-workbench-np-6')).toMatchObject({
      deepLinkId: 'exceptions',
      path: 'details/detection-workbench-np-6',
    });
  });

  it('open the flyout of an alert', () => {
    const { path, deepLinkId } = alertFlyoutLink({ id: 'abc', index: '.internal.alerts-security.alerts-ui-000001' });
    expect(deepLinkId).toBe('alerts');
    expect(readable(path)).toBe(
      '?eventFlyout=(rightPanel:(id:document-details-right,params:(id:abc,indexName:.internal.alerts-security.alerts-ui-000001,scopeId:alerts-page)))',
    );
    const json = alertFlyoutLink({ id: '1f', index: 'i', tab: 'json', range });
    expect(readable(json.path)).toContain("params:(id:'1f',indexName:i,scopeId:alerts-page),path:(tab:json)");
    expect(readable(json.path)).toContain(
      "&timerange=(global:(linkTo:!(timeline),timerange:(from:'2026-05-01T00:00:00.000Z',kind:absolute,to:'2026-05-02T00:00:00.000Z')),timeline:(linkTo:!(global),timerange:(",
    );
  });

  it('take a relative range as Security writes it', () => {
    const { path } = alertFlyoutLink({ id: 'a', index: 'i', range: { from: 'now-7d', to: 'now' } });
    expect(readable(path)).toContain(
      'timerange:(from:now-7d,fromStr:now-7d,kind:relative,to:now,toStr:now)),timeline:(linkTo:!(global)',
    );
  });

  it('use the redirect where the version is not known', () => {
    expect(alertRedirectLink('a1', 'ui', range.from).path).toBe(
      'redirect/a1?index=.alerts-security.alerts-ui&timestamp=2026-05-01T00%3A00%3A00.000Z',
    );
  });
});
