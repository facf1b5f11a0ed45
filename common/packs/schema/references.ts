/**
 * The short ids by which the parts of packs refer to each other. They are stable: tunings, runs and bookmarks are kept
 * under them, so an id is never given to something else.
 */
import { z } from 'zod';

/** ATT&CK technique, for example `T1571` or `T1071.004`. */
export const techniqueIdSchema = z
  .string()
  .regex(/^T\d{4}(\.\d{3})?$/, 'an ATT&CK technique id such as T1571 or T1071.004');

/** Rule of a pack, for example `CP-1`. */
export const ruleRefSchema = z.string().regex(/^[A-Z]{2,6}-[1-9]\d?$/, 'a rule id such as CP-1');

/** Saved search of a pack, for example `T1571-S2`. */
export const searchIdSchema = z.string().regex(/^T\d{4}(\.\d{3})?-S[1-9]\d?$/, 'a saved search id such as T1571-S2');

/** Hunt of a pack: `E` for ES|QL, `K` for KQL, for example `T1571-E1`. */
export const huntIdSchema = z.string().regex(/^T\d{4}(\.\d{3})?-[EK][1-9]\d?$/, 'a hunt id such as T1571-E1 or T1571-K2');

/** Playbook step, for example `T1571-P03`. */
export const stepIdSchema = z.string().regex(/^T\d{4}(\.\d{3})?-P\d{2}$/, 'a playbook step id such as T1571-P03');

/** One line of text for people. */
export const lineSchema = z
  .string()
  .min(3)
  .max(200)
  .regex(/^[^\r\n]+$/, 'a single line');

/** A paragraph or a few; Markdown where the field says so. */
export const textSchema = z.string().min(3).max(4000);

/** A duration as the detection engine writes it: `90s`, `5m`, `2h`, `14d`. */
export const spanSchema = z.string().regex(/^[1-9]\d{0,3}[smhd]$/, 'a duration such as 5m, 2h or 14d');

/** An index pattern. Commas and blanks separate patterns, so they may not be inside one. */
export const indexPatternSchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9*][a-z0-9_.*-]*$/, 'an index pattern such as logs-endpoint.events.network-*');

/** An ECS field name in dotted form. */
export const fieldNameSchema = z
  .string()
  .max(200)
  .regex(/^@?[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$/, 'a field name such as destination.port');
