import React from 'react';
import { BarSeries, Chart, DARK_THEME, LIGHT_THEME, ScaleType, Settings, Tooltip } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { useTokens } from './tokens';

/** Alerts per day as small bars. The numbers stand beside it, so it is hidden from screen readers. */
export function Sparkline({ points }: { points: ReadonlyArray<{ at: string; count: number }> }) {
  const { colorMode } = useEuiTheme();
  const { theme } = useTokens();
  return (
    <div aria-hidden style={{ width: 96, height: 28 }}>
      <Chart size={{ width: 96, height: 28 }}>
        <Settings
          baseTheme={colorMode === 'DARK' ? DARK_THEME : LIGHT_THEME}
          theme={{
            background: { color: 'transparent' },
            chartMargins: { left: 0, right: 0, top: 0, bottom: 0 },
            chartPaddings: { left: 0, right: 0, top: 0, bottom: 0 },
          }}
          locale="en"
        />
        <Tooltip type="none" />
        <BarSeries
          id="alerts"
          xScaleType={ScaleType.Time}
          yScaleType={ScaleType.Linear}
          xAccessor="at"
          yAccessors={['count']}
          data={points.map(({ at, count }) => ({ at: Date.parse(at), count }))}
          color={theme.colors.primary}
        />
      </Chart>
    </div>
  );
}
