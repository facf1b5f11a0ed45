/** @jest-environment jsdom */
import React from 'react';
import { act, fireEvent } from '@testing-library/react';
import { compile, explain } from '../../../common/eql';
import { bySubject, renderInApp } from '../../testing/harness';
import { subj } from '../../test_subjects';
import { ClauseTree } from './clause_tree';

const query = `network where process.name in ("cmd.exe", "mshta.exe") and destination.port in (80, 443)
  and (user.name == "a" or user.name == "b" or user.name == "c")`;

const event = (port: number) => ({
  event: { category: ['network'] },
  process: { name: 'mshta.exe' },
  destination: { port },
  user: { name: 'b' },
});

const show = (port: number) =>
  renderInApp(<ClauseTree explanation={explain(compile(query), event(port))} caption="Clauses of X-1" />).container;

describe('ClauseTree', () => {
  it('puts what the rule asks for beside what the event has', () => {
    const row = [...show(443).querySelectorAll('tr')].find(({ textContent }) =>
      textContent?.includes('process.name in'),
    );
    const cells = [...(row?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent);
    expect(cells[1]).toBe('mshta.exe, cmd.exe');
    expect(cells[2]).toBe('mshta.exe');
    expect(row?.querySelector('strong')?.textContent).toBe('mshta.exe');
  });

  it('marks the one condition that decided against the event', () => {
    const container = show(8080);
    expect(bySubject(container, subj.clauseTree.deciding)?.textContent).toContain('destination.port');
    expect(container.querySelectorAll(`[data-test-subj="${subj.clauseTree.deciding}"]`)).toHaveLength(1);
  });

  it('folds the alternatives that did not match, and opens them', () => {
    const container = show(443);
    const fold = [...container.querySelectorAll('button')].find(({ textContent }) =>
      textContent?.includes('2 other alternatives'),
    );
    expect(container.textContent).not.toContain('user.name == c');
    act(() => void fireEvent.click(fold as HTMLElement));
    expect(container.textContent).toContain('user.name == c');
  });
});
