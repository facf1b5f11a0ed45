import React from 'react';
import { Axis, BarSeries, Chart, DARK_THEME, LIGHT_THEME, Position, ScaleType, Settings } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { useTimeFormat } from './formatted_time';
import { wholeNumber } from './chart_ticks';
import { useTokens } from './tokens';

export interface TimeHistogramProps {
  /** What is counted, e.g. "Alerts". */
  name: string;
  points: ReadonlyArray<{ at: string; count: number }>;
  range: { from: string; to: string };
  /** A part of the time that was marked with the mouse. */
  onBrush(range: { from: string; to: string }): void;
}

/** Counts over time; dragging over it narrows the time range, as the date picker does for the keyboard. Loaded lazily. */
export default function TimeHistogram({ name, points, range, onBrush }: TimeHistogramProps) {
  const { colorMode } = useEuiTheme();
  const { theme } = useTokens();
  const format = useTimeFormat();
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
      <Axis id="count" position={Position.Left} tickFormat={wholeNumber} ticks={3} />
      <BarSeries
        id="counts"
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
