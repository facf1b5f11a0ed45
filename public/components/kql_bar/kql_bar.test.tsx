/** @jest-environment jsdom */
import React from 'react';
import { act, fireEvent, waitFor } from '@testing-library/react';
import { subj } from '../../test_subjects';
import { bySubject, renderInApp } from '../../testing/harness';
import { ALERT_VIEW, KqlBar } from '.';

function open(value = '') {
  const onSubmit = jest.fn();
  const { container, sent, rerender } = renderInApp(
    <KqlBar value={value} onSubmit={onSubmit} view={ALERT_VIEW} placeholder="Filter" />,
    { respond: ({ path }) => (path === '/allowlist/suggest' ? { values: ['powershell.exe', 'pwsh.exe'] } : {}) },
  );
  const input = bySubject(container, subj.kql.input) as HTMLInputElement;
  return {
    container,
    input,
    onSubmit,
    sent,
    rerender,
    type: (text: string) =>
      act(() => {
        fireEvent.focus(input);
        fireEvent.change(input, { target: { value: text } });
      }),
    press: (key: string) => act(() => void fireEvent.keyDown(input, { key })),
    options: () =>
      [...container.querySelectorAll(`[data-test-subj="${subj.kql.option}"]`)].map(
        (option) => option.firstElementChild?.textContent,
      ),
    findings: () =>
      [...container.querySelectorAll(`[data-test-subj="${subj.kql.finding}"]`)].map(({ textContent }) => textContent),
  };
}

describe('KqlBar', () => {
  it('leads from a field over its values to a filter, by keyboard alone', async () => {
    const bar = open();
    bar.type('process.nam');
    expect(bar.options()[0]).toBe('process.name');
    bar.press('ArrowDown');
    bar.press('Enter');
    expect(bar.input.value).toBe('process.name');
    expect(bar.onSubmit).not.toHaveBeenCalled();
    bar.type('process.name: p');
    await waitFor(() => expect(bar.options()).toEqual(['"powershell.exe" ', '"pwsh.exe" ']));
    bar.press('ArrowDown');
    bar.press('Enter');
    bar.press('Escape');
    bar.press('Enter');
    expect(bar.onSubmit).toHaveBeenCalledWith('process.name: "powershell.exe"');
  });

  it('does not send what does not parse, and says why', () => {
    const bar = open();
    bar.type('process.name: (a or ');
    bar.press('Escape');
    bar.press('Enter');
    expect(bar.onSubmit).not.toHaveBeenCalled();
    expect(bar.findings()[0]).toContain('but end of input found');
  });

  it('warns of what Kibana accepts in silence, and repairs it', () => {
    const bar = open();
    bar.type('process.executable: "C:\\temp\\x.exe"');
    expect(bar.findings()[0]).toContain('Double every backslash');
    const fix = bar.container.querySelector<HTMLElement>(`[data-test-subj="${subj.kql.finding}"] button`);
    act(() => fix?.click());
    expect(bar.input.value).toBe('process.executable: "C:\\\\temp\\\\x.exe"');
    expect(bar.findings()).toEqual([]);
  });

  it.each([
    ['destination.ip: 10.0.0.*', 'destination.ip'],
    ['destination.port: http', 'For input string: "http"'],
    ['@timestamp >= yesterday', 'failed to parse date field [yesterday]'],
  ])('does not send %s, which would be refused as a whole', (query, reason) => {
    const bar = open();
    bar.type(query);
    bar.press('Escape');
    bar.press('Enter');
    expect(bar.onSubmit).not.toHaveBeenCalled();
    expect(bar.findings()[0]).toContain('refuses the whole search');
    expect(bar.findings()[0]).toContain(reason);
  });

  it('says nothing about fields that it only does not list', () => {
    const bar = open();
    bar.type('winlog.event_data.Custom: 1');
    expect(bar.findings()).toEqual([]);
  });
});
