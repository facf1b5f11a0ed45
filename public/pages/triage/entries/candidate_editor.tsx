import React from 'react';
import type { AlertRow } from '../../../../common/api/alerts';
import { AllowlistEditorFlyout, entryFields } from '../../../allowlist';
import type { Proposal } from './candidate_list';
import { usePackOf } from './use_pack_of';

interface CandidateEditorProps {
  proposal: Proposal;
  /** The alerts that the proposal was made for, at least one. */
  alerts: readonly AlertRow[];
  onClose(): void;
  onSaved(): void;
}

/** The entry editor, filled from a proposal: only the reason is left to write. */
export function CandidateEditor({ proposal, alerts, onClose, onSaved }: CandidateEditorProps) {
  const [first] = alerts;
  const pack = usePackOf(first?.techniqueId);
  const { candidate, ruleKeys } = proposal;
  return (
    <AllowlistEditorFlyout
      start={{
        name: candidate.title,
        ruleKeys,
        conditions: candidate.conditions,
        ...(first ? { alertId: first.id } : {}),
      }}
      rules={(pack?.rules ?? []).map(({ id, name }) => ({ key: id, name }))}
      fields={pack ? entryFields([pack]) : []}
      onClose={onClose}
      onSaved={onSaved}
    />
  );
}
