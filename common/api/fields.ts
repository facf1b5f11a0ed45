/** Bounded building blocks of the contracts. Each limit is a named constant with the reason for its size. */
import * as z from 'zod';

/** Ids of rules, entries, alerts: Elasticsearch `_id`s are at most 512 bytes. */
export const MAX_ID = 512;
/** One line of text: names, reasons, tickets. Elastic's own case titles stop at 160; a reason needs a little more. */
export const MAX_LINE = 500;
/** Free text: comments, descriptions. */
export const MAX_TEXT = 10_000;
/** A value of an exception entry; Windows command lines reach 32,767 characters. */
export const MAX_VALUE = 32_767;
/** KQL and EQL texts; the longest real rule query has 46,905 characters. */
export const MAX_QUERY = 65_536;
/** Items of a user-made list. `match_any` worked live with 5,000 values. */
export const MAX_VALUES = 5_000;
/** Alerts in one selection; the grid holds 500 a page. */
export const MAX_SELECTION = 5_000;
/** An override may hide an expected attack for at most this long. */
export const MAX_OVERRIDE_DAYS = 30;

export const id = z.string().min(1).max(MAX_ID);
export const line = z.string().trim().min(1).max(MAX_LINE);
export const optionalLine = z.string().trim().max(MAX_LINE).optional();
export const reason = z.string().trim().min(3, 'Give a reason of at least 3 characters').max(MAX_LINE);
export const isoTime = z.iso.datetime({ offset: false });
export const techniqueId = z.string().regex(/^T\d{4}(\.\d{3})?$/);
/** As common/packs writes them: `CP-1`. */
export const ruleKey = z.string().regex(/^[A-Z][A-Z0-9]{1,5}-[1-9][0-9]{0,2}$/);
export const version = z.string().min(1).max(100);
export const timeRange = z.object({ from: isoTime, to: isoTime });
export const jsonDocument = z.record(z.string().max(MAX_ID), z.unknown());

/** An override of the guard: who accepts that an expected attack goes unseen, why, and until when. */
export const override = z.object({ reason, expiresAt: isoTime });
export type Override = z.infer<typeof override>;

/** A shape that another module of common/ owns; its schema there is the truth, here it is only passed on. */
export const owned = <T>(): z.ZodType<T> => z.custom<T>((value) => value !== undefined);
