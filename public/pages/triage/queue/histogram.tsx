import React from 'react';
import { Axis, BarSeries, Chart, DARK_THEME, LIGHT_THEME, Position, ScaleType, Settings } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTimeFormat, useTokens } from '../../../components';
import type { Range } from '../state/triage_state';

interface HistogramProps {
  points: ReadonlyArray<{ at: string; count: number }>;
  range: Range;
  /** A part of the time that was marked with the mouse. */
  onBrush(range: Range): void;
}

/** Alerts over time; dragging over it narrows the time range, as the date picker does for the keyboard. */
export default function Histogram({ points, range, onBrush }: HistogramProps) {
  const { colorMode } = useEuiTheme();
  const { theme } = useTokens();
  const format = useTimeFormat();
  const name = i18n.translate('detectionWorkbench.triage.histogramSeries', { defaultMessage: 'Alerts' });
  return (
    <Chart>
      <Settings
        baseTheme={colorMode === 'DARK' ? DARK_THEME : LIGHT_THEME}
        theme={{ background: { color: 'transparent' } }}
        xDomain={{ min: Date.parse(range.from), max: Date.parse(range.to) }}
        onBrushEnd={({ x }) => {
          if (x) onBrush({ from: new Date(Number(x[0])).toISOString(), to: new Date(Number(x[1])).toISOString() });
        }}
        locale="en"
      />
      <Axis
        id="time"
        position={Position.Bottom}
        tickFormat={(time: number) => format(new Date(time).toISOString())}
        ticks={3}
      />
      <Axis id="count" position={Position.Left} integersOnly ticks={3} />
      <BarSeries
        id="alerts"
        name={name}
        xScaleType={ScaleType.Time}
        yScaleType={ScaleType.Linear}
        xAccessor="at"
        yAccessors={['count']}
        data={points.map(({ at, count }) => ({ at: Date.parse(at), count }))}
        color={theme.colors.primary}
      />
    </Chart>
  );
}
