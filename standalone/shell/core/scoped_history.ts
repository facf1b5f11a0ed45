/** The history that an app gets: the page's own, seen from the app's base path. Other paths are outside its world. */
import {
  createPath,
  parsePath,
  type Action,
  type History,
  type Location,
  type LocationDescriptor,
  type LocationDescriptorObject,
  type TransitionPromptHook,
  type UnregisterCallback,
} from 'history';
import type { ScopedHistory } from '@kbn/core/public';

type Listener<State> = (location: Location<State>, action: Action) => void;

export class AppHistory<State = unknown> implements ScopedHistory<State> {
  private readonly listeners = new Set<Listener<State>>();
  private readonly stopListening: UnregisterCallback;
  private current: Location<State>;

  /** @param parent the page's history @param basePath path of the app in it, e.g. `/app/sample` */
  constructor(
    private readonly parent: History<State>,
    private readonly basePath: string,
  ) {
    this.current = this.inside(parent.location) ?? {
      pathname: '/',
      search: '',
      hash: '',
      state: parent.location.state,
    };
    this.stopListening = parent.listen((location, action) => {
      const mine = this.inside(location);
      if (!mine) return;
      this.current = mine;
      for (const listener of [...this.listeners]) listener(mine, action);
    });
  }

  get location(): Location<State> {
    return this.current;
  }

  get length(): number {
    return this.parent.length;
  }

  get action(): Action {
    return this.parent.action;
  }

  push = (to: LocationDescriptor<State>, state?: State): void => this.parent.push(this.outside(to, state));
  replace = (to: LocationDescriptor<State>, state?: State): void => this.parent.replace(this.outside(to, state));
  go = (steps: number): void => this.parent.go(steps);
  goBack = (): void => this.parent.goBack();
  goForward = (): void => this.parent.goForward();

  listen = (listener: Listener<State>): UnregisterCallback => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  block = (prompt?: boolean | string | TransitionPromptHook<State>): UnregisterCallback => this.parent.block(prompt);

  createHref = (location: LocationDescriptorObject<State>, { prependBasePath = true } = {}): string =>
    prependBasePath ? this.parent.createHref(this.outside(location)) : createPath(location);

  createSubHistory = <SubState = State>(basePath: string): AppHistory<SubState> =>
    new AppHistory<SubState>(this as unknown as History<SubState>, basePath);

  /** For the host, when the app is unmounted. */
  destroy(): void {
    this.stopListening();
    this.listeners.clear();
  }

  /** A location as the app names it -> as the page names it. Relative paths resolve against the app's current one. */
  private outside(to: LocationDescriptor<State>, state?: State): LocationDescriptorObject<State> {
    const given: LocationDescriptorObject<State> = typeof to === 'string' ? { ...parsePath(to), state } : to;
    const pathname = given.pathname ?? this.current.pathname;
    return {
      ...given,
      pathname: `${this.basePath}${pathname.startsWith('/') ? '' : '/'}${pathname}`.replace(/\/$/, ''),
    };
  }

  private inside(location: Location<State>): Location<State> | undefined {
    const { pathname } = location;
    if (pathname !== this.basePath && !pathname.startsWith(`${this.basePath}/`)) return undefined;
    return { ...location, pathname: pathname.slice(this.basePath.length) || '/' };
  }
}
