import React, { useState } from 'react';
import { EuiButtonEmpty, EuiFlexGroup, EuiFlexItem, EuiSelect, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';
import { PAGE_SIZES } from '../state/triage_state';

export interface PagerState {
  /** Cursor of the page that is shown; undefined on the first. */
  after: string | undefined;
  /** 0-based. */
  index: number;
  next(cursor: string): void;
  previous(): void;
}

const NO_CURSORS: readonly string[] = [];

/** Pages by cursor, so there is a next and a previous one but no jump. Another list starts at its first page. */
export function usePager(listKey: string): PagerState {
  const [state, setState] = useState({ key: listKey, cursors: NO_CURSORS });
  const cursors = state.key === listKey ? state.cursors : NO_CURSORS;
  const next = (cursor: string) => setState({ key: listKey, cursors: [...cursors, cursor] });
  const previous = () => setState({ key: listKey, cursors: cursors.slice(0, -1) });
  return { after: cursors.at(-1), index: cursors.length, next, previous };
}

interface PagerProps {
  pager: PagerState;
  /** Cursor of the following page. */
  next: string | undefined;
  shown: number;
  total: number;
  pageSize: number;
  onPageSize(size: number): void;
}

export function Pager({ pager, next, shown, total, pageSize, onPageSize }: PagerProps) {
  const first = pager.index * pageSize + 1;
  const sizeLabel = i18n.translate('detectionWorkbench.pager.size', { defaultMessage: 'Per page' });
  return (
    <EuiFlexGroup gutterSize="m" alignItems="center" justifyContent="spaceBetween" responsive={false}>
      {/* Room for the whole label: by itself a select takes less. */}
      <EuiFlexItem grow={false} style={{ minWidth: 160 }}>
        <EuiSelect
          compressed
          prepend={sizeLabel}
          aria-label={sizeLabel}
          value={String(pageSize)}
          options={PAGE_SIZES.map((size) => ({ value: String(size), text: String(size) }))}
          onChange={({ target }) => onPageSize(Number(target.value))}
          data-test-subj={subj.triage.pageSize}
        />
      </EuiFlexItem>
      <EuiFlexItem grow={false}>
        <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
          <EuiFlexItem grow={false}>
            <EuiText size="xs">
              {i18n.translate('detectionWorkbench.pager.where', {
                defaultMessage: '{first, number} to {last, number} of {total, number}',
                values: { first, last: first + shown - 1, total },
              })}
            </EuiText>
          </EuiFlexItem>
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty
              size="s"
              iconType={icons.left}
              isDisabled={pager.index === 0}
              onClick={pager.previous}
              data-test-subj={subj.triage.previousPage}
            >
              {i18n.translate('detectionWorkbench.pager.previous', { defaultMessage: 'Previous page' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty
              size="s"
              iconType={icons.right}
              iconSide="right"
              isDisabled={next === undefined}
              onClick={() => next !== undefined && pager.next(next)}
              data-test-subj={subj.triage.nextPage}
            >
              {i18n.translate('detectionWorkbench.pager.next', { defaultMessage: 'Next page' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
        </EuiFlexGroup>
      </EuiFlexItem>
    </EuiFlexGroup>
  );
}
