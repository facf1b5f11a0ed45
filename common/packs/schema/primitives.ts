/** The small shapes every content file is made of: ids, durations, ports, networks, index patterns. */
import * as z from 'zod';

const pattern = (regex: RegExp, expected: string) => z.string().regex(regex, { error: `expected ${expected}` });

/** One line of prose: no line breaks, trimmed, not empty. */
export const line = pattern(/^\S(?:[^\r\n]*\S)?$/, 'one line of text without blanks at either end').max(500);

/** Prose of any number of lines. */
export const prose = z.string().min(1).max(20_000);

/** Short id of a rule inside the packs, for example `CP-1`. Unique over all packs. */
export const ruleKey = pattern(/^[A-Z][A-Z0-9]{1,5}-[1-9][0-9]{0,2}$/, 'a rule id such as CP-1');

/** Stable id under which the detection engine knows the rule: a lower-case UUID. */
export const uuid = pattern(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a lower-case UUID');

export const techniqueId = pattern(/^T[0-9]{4}(?:\.[0-9]{3})?$/, 'an ATT&CK technique such as T1071 or T1071.001');
export const tacticId = pattern(/^TA[0-9]{4}$/, 'an ATT&CK tactic such as TA0011');

/** Id of a published or own atomic test, for example `T1571-4`. */
export const expectationId = pattern(/^T[0-9]{4}(?:\.[0-9]{3})?-[1-9][0-9]?$/, 'a test id such as T1571-4');
export const templateId = pattern(/^A-[0-9]{4}-[0-9]{2}[a-z]?$/, 'a template id such as A-1571-01a');
export const benignId = pattern(/^B[0-9]{2,3}$/, 'a benign shape id such as B06');

export const sourceId = pattern(/^[a-z][a-z0-9_]{1,39}$/, 'a data source id such as sysmon_winlogbeat');
export const knobId = pattern(/^[a-z][a-z0-9_]{1,39}$/, 'a knob id such as excluded_networks');
export const packId = pattern(/^[a-z][a-z0-9_]{2,63}$/, 'a pack id such as t1571_non_standard_port');

export const semver = pattern(/^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/, 'a version such as 1.0.0');
export const isoDate = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-20');
export const duration = pattern(/^[1-9][0-9]{0,4}[smhd]$/, 'a duration such as 5m, 1h or 7d');
export const indexPattern = pattern(
  /^[a-z0-9][a-z0-9._*-]{0,199}$/,
  'an index pattern such as logs-endpoint.events.network-*',
);
export const fieldName = pattern(/^@?[A-Za-z_][A-Za-z0-9_.]{0,199}$/, 'a field name such as process.name');
export const link = pattern(/^https:\/\/[^\s"'<>]{4,490}$/, 'an https address');
/** A path inside the pack's folder; never leaves it. */
export const packPath = pattern(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/, 'a path inside the pack');

export const severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof severity>;

export const platform = z.enum(['windows', 'linux', 'macos']);
export type Platform = z.infer<typeof platform>;

export const port = z.int().min(1).max(65_535);
