/** @jest-environment jsdom */
import React from 'react';
import { EuiProvider } from '@elastic/eui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Toasts } from '../core/toasts';
import { ToastList } from './toast_list';

function setUp() {
  const toasts = new Toasts();
  render(
    <EuiProvider colorMode="light">
      <ToastList toasts={toasts} />
    </EuiProvider>,
  );
  return toasts;
}

it('shows equal toasts once, with their number', () => {
  const toasts = setUp();
  act(() => {
    toasts.addSuccess('Saved');
    toasts.addSuccess('Saved');
    toasts.addWarning('Saved');
  });
  expect(screen.getAllByText('Saved')).toHaveLength(2);
  expect(screen.getByText('2')).toBeTruthy();
});

it('keeps the whole error behind a button, and shows text as text', () => {
  const toasts = setUp();
  act(() => {
    toasts.addError(new Error('<img src=x onerror=alert(1)>'), { title: 'Rule was not saved' });
  });
  expect(document.querySelector('img')).toBeNull();
  fireEvent.click(screen.getByText('See the full error'));
  expect(screen.getByRole('dialog').textContent).toContain('Error: <img src=x onerror=alert(1)>');
});
