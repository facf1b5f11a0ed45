/** What each reason code means, and what to do about it. */
import type { ReadinessCode } from './types';

export const sentences: Readonly<Record<ReadinessCode, { sentence: string; advice: string }>> = {
  not_installed: { sentence: 'The rule is not installed.', advice: 'Install the content of its technique.' },
  exception_fails_rule: {
    sentence: 'An exception makes every run of the rule fail.',
    advice: 'Repair or remove the exception that the evidence names.',
  },
  exceptions_hide_everything: {
    sentence: 'The exceptions of the rule hide every event.',
    advice: 'Repair or remove the exception that the evidence names.',
  },
  no_index: {
    sentence: 'No index matches the patterns of this data source: the rule warns at each run and sees nothing.',
    advice: 'Switch the data source on, or leave it out of the rule.',
  },
  field_unmapped_everywhere: {
    sentence: 'No index maps a field that the query names: every run fails with "Unknown column".',
    advice: 'Install the integration that brings the field, or leave this data source out of the rule.',
  },
  field_wrong_type: {
    sentence: 'A field has a type that the query cannot ask.',
    advice: 'Correct the mapping of the index that the evidence names.',
  },
  last_run_failed: {
    sentence: 'The last run of the rule failed.',
    advice: 'Read the message of the run; it is in the evidence.',
  },
  disabled: { sentence: 'The rule is switched off.', advice: 'Enable it.' },
  no_data: { sentence: 'The index exists and is empty.', advice: 'Check that hosts send this data.' },
  no_recent_data: { sentence: 'No event has arrived lately.', advice: 'Check that hosts still send this data.' },
  field_unmapped_in_some: {
    sentence: 'Some indices do not map a field of the query: their events can never match.',
    advice: 'Bring the indices to the mapping of the integration.',
  },
  exception_list_missing: {
    sentence: 'The rule points at an exception list that does not exist and runs without it.',
    advice: 'Create the list again, or remove the link.',
  },
  last_run_warned: {
    sentence: 'The last run of the rule warned.',
    advice: 'Read the message of the run; it is in the evidence.',
  },
  alert_limit_hit: {
    sentence: 'The last run found more than the rule may report: some alerts were not made.',
    advice: 'Tune the rule, or raise its limit of alerts.',
  },
  look_back_gap: {
    sentence: 'The rule looks back less far than it waits between runs, so events fall between.',
    advice: 'Let it look back at least one interval and the delay of the data.',
  },
  long_values_not_indexed: {
    sentence: 'Command lines longer than the mapping allows are not indexed: padding hides them from the rule.',
    advice: 'Map the field as wildcard, or raise its limit.',
  },
  sources_overlap: {
    sentence: 'Another data source records the same hosts: every attack alerts twice.',
    advice: 'Keep one of the two data sources in the rule.',
  },
  dotted_and_nested: {
    sentence: 'A field occurs as an object in some events and with dots in others.',
    advice: 'Searches see both; scripts and exports that read the raw event may not.',
  },
  ready: { sentence: 'The rule can see this data source.', advice: 'Nothing to do.' },
};
