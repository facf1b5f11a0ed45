/** @jest-environment jsdom */
import React from 'react';
import { act, fireEvent, waitFor } from '@testing-library/react';
import type { GuardMaterial } from '../../../../common/api/guard';
import type { Tuning } from '../../../../common/api/tuning';
import type { RuleTemplate } from '../../../../common/packs';
import { guardMaterial } from '../../../../test/support/guard_material';
import { bundledPacks } from '../../../../test/support/packs';
import { bySubject, refusal, renderInApp, type HarnessOptions } from '../../../testing/harness';
import { subj } from '../../../test_subjects';
import { TuningEditor } from './tuning_editor';

/** NP-4 finds a changed Remote Desktop port; its test T1571-3 sets 33890. */
const RULE = 'NP-4';

let template: RuleTemplate;
let material: GuardMaterial;

beforeAll(() => {
  const { packs } = bundledPacks();
  const rule = packs.flatMap((pack) => pack.rules).find(({ id }) => id === RULE);
  if (!rule) throw new Error(`${RULE} is not in the packs`);
  template = rule;
  material = guardMaterial(packs);
});

const untuned = { ruleKey: RULE, values: {}, revision: 0 };

function open(options: HarnessOptions = {}, tuning: Tuning = untuned) {
  const { container, sent } = renderInApp(<TuningEditor template={template} tuning={tuning} />, {
    ...options,
    respond: (request) => {
      if (request.path === '/guard/material') return material;
      if (request.path.endsWith('/history')) return { revisions: [] };
      return options.respond?.(request) ?? {};
    },
  });
  const find = (subject: string) => bySubject(container, subject);
  const get = (subject: string): HTMLElement => {
    const element = find(subject);
    if (!element) throw new Error(`${subject} is not on the page`);
    return element;
  };
  return {
    sent,
    find,
    get,
    outlook: () => find(subj.guard.panel)?.getAttribute('data-outlook'),
    approvePort: (port: string) => {
      const input = get(subj.tuning.knob('approved_ports')).querySelector('input');
      if (!input) throw new Error('the list takes no input');
      act(() => void fireEvent.change(input, { target: { value: port } }));
      act(() => void fireEvent.keyDown(input, { key: 'Enter' }));
    },
    giveReason: (text: string) => act(() => void fireEvent.change(get(subj.reason), { target: { value: text } })),
    save: () => act(() => void fireEvent.click(get(subj.tuning.save))),
    text: () => container.textContent ?? '',
  };
}

describe('TuningEditor', () => {
  it('says at once that a change hides an expected attack, and saves it only with an override', async () => {
    const editor = open({ respond: () => ({ tuning: { ...untuned, revision: 1 } }) });
    await waitFor(() => expect(editor.outlook()).toBe('safe'));
    editor.approvePort('33890');
    await waitFor(() => expect(editor.outlook()).toBe('blinding'));
    expect(editor.get(subj.guard.loss).textContent).toContain('T1571-3');

    editor.giveReason('Policy sets this port');
    editor.save();
    expect(editor.sent.some(({ method }) => method === 'PUT')).toBe(false);
    act(
      () => void fireEvent.change(editor.get(subj.override.reason), { target: { value: 'Covered by the firewall' } }),
    );
    editor.save();
    await waitFor(() =>
      expect(editor.sent.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        values: { approved_ports: [3389, 33890] },
        reason: 'Policy sets this port',
        override: { reason: 'Covered by the firewall' },
      }),
    );
  });

  it('shows the effective query as a difference, and asks for a reason before it saves', async () => {
    const editor = open({ respond: () => refusal(409, 'conflict', 'Someone else saved revision 2') });
    await waitFor(() => expect(editor.outlook()).toBe('safe'));
    editor.approvePort('3390');
    const added = [...editor.get(subj.query.diff).querySelectorAll('ins')].map(({ textContent }) => textContent);
    expect(added.join('')).toContain('3390');
    editor.save();
    expect(editor.text()).toContain('Say why');
    expect(editor.sent.some(({ method }) => method === 'PUT')).toBe(false);

    editor.giveReason('Second gateway');
    editor.save();
    await waitFor(() => expect(editor.text()).toContain('Someone else saved revision 2'));
    expect(editor.get(subj.tuning.knob('approved_ports')).textContent).toContain('3390');
  });

  it('neither judges nor saves a value that the knob refuses', async () => {
    const editor = open();
    editor.approvePort('70000');
    await waitFor(() => expect(editor.text()).toContain('between 1 and 65535'));
    expect(editor.get(subj.tuning.save)).toHaveProperty('disabled', true);
  });

  it('names the saved values that a newer pack does not take any more', () => {
    const dropped = [{ knob: 'gone', message: 'NP-4 has no knob gone' }];
    const editor = open({}, { ...untuned, revision: 3, version: 'v3', dropped });
    expect(editor.get(subj.tuning.dropped).textContent).toContain('NP-4 has no knob gone');
    expect(open().find(subj.tuning.dropped)).toBeNull();
  });

  it('offers no change to those who may not tune, and no override to those who may not override', async () => {
    const reader = open({ tier: 'triage' });
    await waitFor(() => expect(reader.outlook()).toBe('safe'));
    expect(reader.get(subj.tuning.knob('approved_ports')).textContent).toBe('3389');
    expect(reader.find(subj.tuning.save)).toBeNull();

    const tuner = open({ tier: 'tune' });
    tuner.approvePort('33890');
    await waitFor(() => expect(tuner.outlook()).toBe('blinding'));
    expect(tuner.find(subj.override.section)).toBeNull();
    expect(tuner.get(subj.tuning.save)).toHaveProperty('disabled', true);
  });
});
