import React, { useRef, useState } from 'react';
import { EuiButton, EuiFormRow, EuiTextArea } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTokens } from '../../components';
import { subj } from '../../test_subjects';
import { readEvent, type ReadEvent } from './read_event';

interface EventInputProps {
  text: string;
  onText(text: string): void;
  onEvent(event: Record<string, unknown>): void;
  isBusy: boolean;
}

type Problem = Extract<ReadEvent, { problem: string }>;

function problemText({ problem, place }: Problem): string {
  if (!place) return problem;
  return i18n.translate('detectionWorkbench.explain.problem', {
    defaultMessage: 'Line {line, number}, column {column, number}: {problem}',
    values: { line: place.line, column: place.column, problem },
  });
}

/** A pasted event. What is wrong with it is said with its place, and the cursor goes there. */
export function EventInput({ text, onText, onEvent, isBusy }: EventInputProps) {
  const tokens = useTokens();
  const area = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const submit = () => {
    const read = readEvent(text);
    if ('event' in read) {
      setProblem(undefined);
      onEvent(read.event);
      return;
    }
    setProblem(read);
    area.current?.focus();
    if (read.place) area.current?.setSelectionRange(read.place.at, read.place.at + 1);
  };
  return (
    <>
      <EuiFormRow
        fullWidth
        label={i18n.translate('detectionWorkbench.explain.input', { defaultMessage: 'Event as JSON' })}
        helpText={i18n.translate('detectionWorkbench.explain.inputHelp', {
          defaultMessage: 'A document as it is stored, or an Elasticsearch hit with _source. It is not kept.',
        })}
        isInvalid={problem !== undefined}
        error={problem && <span data-test-subj={subj.explain.problem}>{problemText(problem)}</span>}
      >
        <EuiTextArea
          fullWidth
          rows={18}
          value={text}
          inputRef={area}
          isInvalid={problem !== undefined}
          spellCheck={false}
          style={{ ...tokens.mono, fontSize: 12 }}
          onChange={({ target }) => {
            onText(target.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            submit();
          }}
          data-test-subj={subj.explain.input}
        />
      </EuiFormRow>
      <EuiFormRow fullWidth>
        <EuiButton
          fill
          isLoading={isBusy}
          isDisabled={text.trim() === ''}
          onClick={submit}
          data-test-subj={subj.explain.run}
        >
          {i18n.translate('detectionWorkbench.explain.run', { defaultMessage: 'Explain (Ctrl + Enter)' })}
        </EuiButton>
      </EuiFormRow>
    </>
  );
}
