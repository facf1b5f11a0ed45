/** @jest-environment jsdom */
import { createMemoryHistory } from 'history';
import type { App, Capabilities } from '@kbn/core/public';
import { createApplication } from './application';
import { AppHistory } from './scoped_history';

const capabilities: Capabilities = { navLinks: {}, management: {}, catalogue: {} };
const app: App = {
  id: 'sample',
  title: 'Sample',
  deepLinks: [{ id: 'triage', title: 'Triage', path: '/triage' }],
  mount: () => () => undefined,
};

function setUp(path = '/app/sample') {
  const history = createMemoryHistory({ initialEntries: [path] });
  const application = createApplication(history, '/wb', capabilities);
  application.setup.register(app);
  const seen: Array<string | undefined> = [];
  application.current$.subscribe((current) => seen.push(current?.id));
  return { history, application, seen };
}

describe('application', () => {
  it('knows the app of a path, and of no other path that merely starts alike', () => {
    const { history, seen } = setUp('/app/sample/deep');
    history.push('/app/sample/other');
    history.push('/app/samples');
    history.push('/app/sample');
    expect(seen).toEqual(['sample', undefined, 'sample']);
  });

  it('makes URLs with base path, deep link and query', () => {
    const { getUrlForApp } = setUp().application.start;
    expect(getUrlForApp('sample')).toBe('/wb/app/sample');
    expect(getUrlForApp('sample', { path: '/' })).toBe('/wb/app/sample');
    expect(getUrlForApp('sample', { deepLinkId: 'triage', path: '?q=1' })).toBe('/wb/app/sample/triage?q=1');
    expect(getUrlForApp('sample', { path: 'x', absolute: true })).toBe('http://localhost/wb/app/sample/x');
    expect(getUrlForApp('discover', { path: '#/' })).toBe('/wb/app/discover#/');
  });

  it('navigates in place, with state, and leaves no history entry when replacing', async () => {
    const { history, application } = setUp();
    await application.start.navigateToApp('sample', { path: '/a', state: { from: 'here' } });
    expect(history.location).toMatchObject({ pathname: '/app/sample/a', state: { from: 'here' } });
    await application.start.navigateToApp('sample', { path: '/b', replace: true });
    expect(history.length).toBe(2);
    await application.start.navigateToUrl('/wb/app/sample/c?x=1#y');
    expect(history.location).toMatchObject({ pathname: '/app/sample/c', search: '?x=1', hash: '#y' });
  });

  it('refuses two apps of one id', () => {
    expect(() => setUp().application.setup.register(app)).toThrow('already registered');
  });

  it('warns before unsaved work is lost', () => {
    const { application } = setUp();
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    application.setLeaveHandler((actions) => actions.confirm('Unsaved changes'));
    expect(leave()).toBe(true);
    application.setLeaveHandler(undefined);
    expect(leave()).toBe(false);
  });
});

describe('the history of an app', () => {
  const inApp = (path: string) => {
    const page = createMemoryHistory({ initialEntries: [path] });
    return { page, history: new AppHistory(page, '/app/sample') };
  };

  it('sees only paths below the app, without its prefix', () => {
    const { page, history } = inApp('/app/sample/techniques?x=1');
    const seen: string[] = [];
    history.listen(({ pathname }) => seen.push(pathname));
    expect(history.location).toMatchObject({ pathname: '/techniques', search: '?x=1' });
    page.push('/app/sample/triage');
    page.push('/app/other');
    page.push('/app/sample');
    expect(seen).toEqual(['/triage', '/']);
  });

  it('pushes and replaces below the app', () => {
    const { page, history } = inApp('/app/sample');
    history.push('/triage?status=open');
    expect(page.location).toMatchObject({ pathname: '/app/sample/triage', search: '?status=open' });
    history.replace({ search: '?status=closed' });
    expect(page.location).toMatchObject({ pathname: '/app/sample/triage', search: '?status=closed' });
    history.push('/');
    expect(page.location.pathname).toBe('/app/sample');
    expect(history.location.pathname).toBe('/');
  });

  it('makes hrefs for the page, or for the app alone', () => {
    const { history } = inApp('/app/sample');
    expect(history.createHref({ pathname: '/a', search: '?b' })).toBe('/app/sample/a?b');
    expect(history.createHref({ pathname: '/a' }, { prependBasePath: false })).toBe('/a');
  });

  it('hears nothing after it was taken away', () => {
    const { page, history } = inApp('/app/sample');
    const listener = jest.fn();
    history.listen(listener);
    history.destroy();
    page.push('/app/sample/a');
    expect(listener).not.toHaveBeenCalled();
  });
});
