/** @jest-environment jsdom */
import { DARK_MODE } from './settings_store';
import { UiSettings } from './ui_settings';

beforeEach(() => window.localStorage.clear());

it('follows the system until the user chooses, and remembers the choice', async () => {
  expect(new UiSettings(window.localStorage, true).get(DARK_MODE)).toBe(true);
  expect(await new UiSettings(window.localStorage, true).set(DARK_MODE, false)).toBe(true);
  expect(new UiSettings(window.localStorage, true).get(DARK_MODE)).toBe(false);
});

it('tells listeners about changes of their key only', async () => {
  const settings = new UiSettings(window.localStorage, false);
  const seen: unknown[] = [];
  settings.get$(DARK_MODE).subscribe((value) => seen.push(value));
  await settings.set('dateFormat', 'YYYY');
  await settings.set(DARK_MODE, true);
  expect(seen).toEqual([false, true]);
});

it('works with damaged or forbidden storage, and says that nothing was kept', async () => {
  window.localStorage.setItem('detectionWorkbench.settings', '{broken');
  expect(new UiSettings(window.localStorage, false).get('dateFormat:tz')).toBe('Browser');
  const forbidden = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  } as unknown as Storage;
  const settings = new UiSettings(forbidden, false);
  expect(await settings.set(DARK_MODE, true)).toBe(false);
  expect(settings.get(DARK_MODE)).toBe(true);
});
