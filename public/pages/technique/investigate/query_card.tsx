import React, { useEffect, useRef, type ReactNode } from 'react';
import { EuiButton, EuiPanel, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { QueryCode } from '../../../components';
import { icons } from '../../../components/icons';
import { useOpenQuery, type OpenableQuery } from '../../../kibana';
import { subj } from '../../../test_subjects';

interface QueryCardProps {
  id: string;
  title: string;
  description: ReactNode;
  limits: readonly string[];
  /** Undefined when it cannot be opened as it is, e.g. because the alert lacks a field. */
  open?: OpenableQuery;
  /** What is shown and copied. */
  query: string;
  /** Why it cannot be opened. */
  note?: string;
  /** A link named this one: it is brought into view. */
  isFocused: boolean;
  'data-test-subj': string;
}

/** Brought into view, it must not end up behind the fixed headers. */
const BELOW_HEADERS = { scrollMarginTop: 'calc(var(--euiFixedHeadersOffset, 0px) + 16px)' } as const;

/** A query with what it answers, to copy or to open where events are shown. */
export function QueryCard(props: QueryCardProps) {
  const { id, title, description, limits, open, query, note, isFocused } = props;
  const openQuery = useOpenQuery();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocused) ref.current?.scrollIntoView({ block: 'start' });
  }, [isFocused]);
  const href = open && openQuery(open);
  return (
    <div ref={ref} style={BELOW_HEADERS} data-test-subj={props['data-test-subj']}>
      <EuiPanel hasBorder hasShadow={false} paddingSize="m" color={isFocused ? 'primary' : 'plain'}>
        <EuiTitle size="xxs">
          <h3>
            {id} {title}
          </h3>
        </EuiTitle>
        <EuiText size="s">{description}</EuiText>
        <EuiSpacer size="s" />
        <QueryCode query={query} label={`${id} ${title}`} maxHeight={220} />
        <EuiText size="xs" color="subdued">
          {limits.map((limit) => (
            <div key={limit}>{limit}</div>
          ))}
          {note}
        </EuiText>
        {href && (
          <>
            <EuiSpacer size="s" />
            <EuiButton
              size="s"
              href={href}
              target="_blank"
              iconType={icons.external}
              data-test-subj={subj.investigate.open}
            >
              {i18n.translate('detectionWorkbench.investigate.open', { defaultMessage: 'Show the events' })}
            </EuiButton>
          </>
        )}
      </EuiPanel>
      <EuiSpacer size="m" />
    </div>
  );
}
