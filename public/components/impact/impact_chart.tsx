import React from 'react';
import { Axis, BarSeries, Chart, DARK_THEME, LIGHT_THEME, Position, ScaleType, Settings } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import moment from 'moment';
import type { ImpactBucket } from '../../../common/impact';
import { wholeNumber } from '../chart_ticks';
import { useTokens } from '../tokens';

interface Row {
  day: number;
  count: number;
  part: string;
}

/** One bar a day: what stays, what is lost, what is new. The table below the chart has the same numbers. */
export default function ImpactChart({ buckets }: { buckets: readonly ImpactBucket[] }) {
  const { colorMode } = useEuiTheme();
  const { theme } = useTokens();
  const same = i18n.translate('detectionWorkbench.impact.same', { defaultMessage: 'Same' });
  const lost = i18n.translate('detectionWorkbench.impact.lost', { defaultMessage: 'Lost' });
  const gained = i18n.translate('detectionWorkbench.impact.gained', { defaultMessage: 'Gained' });
  const rows = buckets.flatMap((bucket): Row[] => {
    const day = Date.parse(bucket.day);
    return [
      { day, count: bucket.same, part: same },
      { day, count: bucket.lost, part: lost },
      { day, count: bucket.gained, part: gained },
    ];
  });
  const colors: Record<string, string> = {
    [same]: theme.colors.mediumShade,
    [lost]: theme.colors.danger,
    [gained]: theme.colors.primary,
  };
  return (
    <div style={{ height: 180 }}>
      <Chart>
        <Settings
          baseTheme={colorMode === 'DARK' ? DARK_THEME : LIGHT_THEME}
          theme={{ background: { color: 'transparent' } }}
          showLegend
          legendPosition={Position.Right}
          locale="en"
        />
        <Axis id="days" position={Position.Bottom} tickFormat={(day: number) => moment.utc(day).format('MMM D')} />
        <Axis id="count" position={Position.Left} tickFormat={wholeNumber} ticks={4} />
        <BarSeries
          id="impact"
          xScaleType={ScaleType.Time}
          yScaleType={ScaleType.Linear}
          xAccessor="day"
          yAccessors={['count']}
          stackAccessors={['day']}
          splitSeriesAccessors={['part']}
          timeZone="utc"
          data={rows}
          color={({ splitAccessors }) => colors[String(splitAccessors.get('part'))] ?? theme.colors.mediumShade}
          name={({ splitAccessors }) => String(splitAccessors.get('part'))}
        />
      </Chart>
    </div>
  );
}
