/** Each address as it was verified in a browser on 8.12.2. */
import {
  alertFlyoutLink,
  alertRedirectLink,
  alertsOfRuleLink,
  caseLink,
  coverageLink,
  discoverLink,
  exceptionListLink,
  hostLink,
  ruleEditLink,
  ruleLink,
  rulesTableLink,
  savedSearchLink,
  savedTimelineLink,
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
    expect(ruleEditLink(ID).path).toBe(`id/${ID}/edit`);
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

  it('use the redirect where the version is not known', () => {
    expect(alertRedirectLink('a1', 'ui', range.from).path).toBe(
      'redirect/a1?index=.alerts-security.alerts-ui&timestamp=2026-05-01T00%3A00%3A00.000Z',
    );
  });

  it('ask for the alerts of a rule in KQL', () => {
    expect(readable(alertsOfRuleLink(ID, { from: 'now-7d', to: 'now' }).path)).toBe(
      `?query=(language:kuery,query:'kibana.alert.rule.uuid : "${ID}"')` +
        '&timerange=(global:(linkTo:!(timeline),timerange:(from:now-7d,fromStr:now-7d,kind:relative,to:now,toStr:now)),' +
        'timeline:(linkTo:!(global),timerange:(from:now-7d,fromStr:now-7d,kind:relative,to:now,toStr:now)))',
    );
  });

  it('lead to cases, hosts and saved timelines', () => {
    expect(caseLink('c1')).toMatchObject({ deepLinkId: 'cases', path: 'c1' });
    expect(hostLink('WS 1')).toMatchObject({ deepLinkId: 'hosts', path: 'name/WS%201/events' });
    expect(readable(savedTimelineLink('t1').path)).toBe('?timeline=(activeTab:query,id:t1,isOpen:!t)');
  });
});

describe('links into Discover', () => {
  it('carry query, columns and time over a saved data view', () => {
    const { app, path } = discoverLink({
      dataViewId: 'dv',
      kql: 'host.name : "a"',
      columns: ['host.name'],
      range: { from: 'now-24h', to: 'now' },
    });
    expect(app).toBe('discover');
    expect(readable(path)).toBe(
      "#/?_g=(filters:!(),time:(from:now-24h,to:now))&_a=(columns:!(host.name),filters:!(),index:dv,interval:auto,query:(language:kuery,query:'host.name : \"a\"'),sort:!(!('@timestamp',desc)))",
    );
  });

  it('open a saved search', () => {
    expect(readable(savedSearchLink('s1', { from: 'now-7d', to: 'now' }).path)).toBe(
      '#/view/s1?_g=(time:(from:now-7d,to:now))',
    );
  });
});
