import React from 'react';
import { EuiSuperDatePicker } from '@elastic/eui';
import { useServices } from '../kibana';
import type { TimeRangeState } from '../hooks';
import { subj } from '../test_subjects';

interface QuickRange {
  from: string;
  to: string;
  display: string;
}

/** The shared date picker: ranges and date format are those of Kibana's advanced settings. */
export function TimeRange({ state, isLoading = false }: { state: TimeRangeState; isLoading?: boolean }) {
  const { uiSettings } = useServices().core;
  const quick = uiSettings.get<QuickRange[]>('timepicker:quickRanges', []);
  return (
    <EuiSuperDatePicker
      start={state.from}
      end={state.to}
      isLoading={isLoading}
      dateFormat={uiSettings.get<string>('dateFormat', 'MMM D, YYYY @ HH:mm:ss.SSS')}
      onTimeChange={({ start, end }) => state.setRange({ from: start, to: end })}
      onRefresh={() => state.refresh()}
      updateButtonProps={{ iconOnly: true, fill: false }}
      width="auto"
      data-test-subj={subj.timeRange}
      {...(quick.length > 0
        ? { commonlyUsedRanges: quick.map(({ from, to, display }) => ({ start: from, end: to, label: display })) }
        : {})}
    />
  );
}
