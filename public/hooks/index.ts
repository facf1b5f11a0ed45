export { absoluteRange, useTimeRange, type TimeRangeState } from './use_time_range';
export { mergeSearch, useUrlState, type UrlValues } from './use_url_state';
export { useDebounced } from './use_debounced';
