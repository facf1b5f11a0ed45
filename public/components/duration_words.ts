import { i18n } from '@kbn/i18n';

/** A duration of the content (`15m`, `1h`, `4d`) as a reader says it; what is not one is shown as it is. */
export function durationWords(duration: string): string {
  const values = { count: Number.parseInt(duration, 10) };
  switch (duration.at(-1)) {
    case 's':
      return i18n.translate('detectionWorkbench.duration.seconds', {
        defaultMessage: '{count, plural, one {# second} other {# seconds}}',
        values,
      });
    case 'm':
      return i18n.translate('detectionWorkbench.duration.minutes', {
        defaultMessage: '{count, plural, one {# minute} other {# minutes}}',
        values,
      });
    case 'h':
      return i18n.translate('detectionWorkbench.duration.hours', {
        defaultMessage: '{count, plural, one {# hour} other {# hours}}',
        values,
      });
    case 'd':
      return i18n.translate('detectionWorkbench.duration.days', {
        defaultMessage: '{count, plural, one {# day} other {# days}}',
        values,
      });
    default:
      return duration;
  }
}
