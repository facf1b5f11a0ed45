import React from 'react';
import { EuiToolTip } from '@elastic/eui';
import moment from 'moment-timezone';
import { useServices } from '../kibana';

/** Formats ISO times in the user's zone and format (Kibana's advanced settings). */
export function useTimeFormat(): (iso: string) => string {
  const { uiSettings } = useServices().core;
  const format = uiSettings.get<string>('dateFormat', 'MMM D, YYYY @ HH:mm:ss.SSS');
  const zone = uiSettings.get<string>('dateFormat:tz', 'Browser');
  return (iso) => {
    const time = moment.utc(iso);
    if (!time.isValid()) return iso;
    return (zone === 'Browser' ? time.local() : time.tz(zone)).format(format);
  };
}

/** "3 hours ago", with the exact time on hover and focus. */
export function RelativeTime({ at }: { at: string }) {
  const format = useTimeFormat();
  return (
    <EuiToolTip content={format(at)}>
      <time dateTime={at} tabIndex={0}>
        {moment.utc(at).fromNow()}
      </time>
    </EuiToolTip>
  );
}

/** The exact time in the user's zone. */
export function AbsoluteTime({ at }: { at: string }) {
  const format = useTimeFormat();
  return <time dateTime={at}>{format(at)}</time>;
}
