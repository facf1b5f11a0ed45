/** `core.uiSettings`: Kibana's defaults for the settings that plugins read, overridden per browser. */
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { IUiSettingsClient } from '@kbn/core/public';
import { DARK_MODE, readSettings, wantsDarkMode, writeSettings, type Settings } from './settings_store';

const DEFAULTS: Settings = {
  dateFormat: 'MMM D, YYYY @ HH:mm:ss.SSS',
  'dateFormat:tz': 'Browser',
  'dateFormat:dow': 'Sunday',
  'timepicker:timeDefaults': { from: 'now-7d', to: 'now' },
  'timepicker:refreshIntervalDefaults': { pause: true, value: 60_000 },
  'timepicker:quickRanges': [
    { from: 'now/d', to: 'now/d', display: 'Today' },
    { from: 'now/w', to: 'now/w', display: 'This week' },
    { from: 'now-15m', to: 'now', display: 'Last 15 minutes' },
    { from: 'now-1h', to: 'now', display: 'Last 1 hour' },
    { from: 'now-24h', to: 'now', display: 'Last 24 hours' },
    { from: 'now-7d', to: 'now', display: 'Last 7 days' },
    { from: 'now-30d', to: 'now', display: 'Last 30 days' },
    { from: 'now-90d', to: 'now', display: 'Last 90 days' },
  ],
};

export class UiSettings implements IUiSettingsClient {
  private readonly values$: BehaviorSubject<Settings>;

  constructor(
    private readonly storage: Storage | undefined,
    systemPrefersDark: boolean,
  ) {
    const stored = readSettings(storage);
    this.values$ = new BehaviorSubject<Settings>({
      ...DEFAULTS,
      ...stored,
      [DARK_MODE]: wantsDarkMode(stored, systemPrefersDark),
    });
  }

  get<T>(key: string, defaultOverride?: T): T {
    return this.pick(this.values$.value, key, defaultOverride);
  }

  get$<T>(key: string, defaultOverride?: T): Observable<T> {
    return this.values$.pipe(
      map((values) => this.pick(values, key, defaultOverride)),
      distinctUntilChanged(),
    );
  }

  /** Takes effect at once; the answer says whether it will outlive the page. */
  async set(key: string, value: unknown): Promise<boolean> {
    this.values$.next({ ...this.values$.value, [key]: value });
    return writeSettings(this.storage, { ...readSettings(this.storage), [key]: value });
  }

  private pick<T>(values: Settings, key: string, defaultOverride: T | undefined): T {
    return (values[key] ?? defaultOverride) as T;
  }
}
