/** @jest-environment jsdom */
import React from 'react';
import { act, render, screen } from '@testing-library/react';
import { BehaviorSubject } from 'rxjs';
import type { MountPoint as MountFunction } from '@kbn/core/public';
import { MountPoint } from './mount_point';
import { useObservable } from './use_observable';

function Menu({ menu$ }: { menu$: BehaviorSubject<MountFunction | undefined> }) {
  const menu = useObservable(menu$, undefined);
  return <div data-testid="menu">{menu && <MountPoint mount={menu} />}</div>;
}

const mountText =
  (text: string, unmount = jest.fn()): MountFunction =>
  (element) => {
    element.textContent = text;
    return unmount;
  };

it('shows what an app mounts into the header, swaps it and takes it away', () => {
  const menu$ = new BehaviorSubject<MountFunction | undefined>(undefined);
  const unmountFirst = jest.fn();
  render(<Menu menu$={menu$} />);
  expect(screen.getByTestId('menu').textContent).toBe('');
  act(() => menu$.next(mountText('Demo data', unmountFirst)));
  expect(screen.getByTestId('menu').textContent).toBe('Demo data');
  act(() => menu$.next(mountText('Other')));
  expect(screen.getByTestId('menu').textContent).toBe('Other');
  expect(unmountFirst).toHaveBeenCalledTimes(1);
  act(() => menu$.next(undefined));
  expect(screen.getByTestId('menu').textContent).toBe('');
});
