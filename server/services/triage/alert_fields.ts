/**
 * Reads alert documents. `kibana.alert.*` and `event.*` are flattened with dots, other fields keep the nesting of the
 * event (security-api 3); `valuesOf` reads both spellings.
 */
import { valuesOf } from '../../../common/allowlist';
import type { Alert } from '../../stack/alerts';

export function alertField(alert: Alert, field: string): string | undefined {
  const value = valuesOf(alert._source, field)[0];
  return value === undefined ? undefined : String(value);
}

export function alertFieldValues(alert: Alert, field: string): string[] {
  return valuesOf(alert._source, field).map(String);
}

/** Id that a sequence's shell shares with its building blocks. */
export function groupIdOf(alert: Alert): string | undefined {
  return alertField(alert, 'kibana.alert.group.id');
}

export function isBuildingBlock(alert: Alert): boolean {
  return alertField(alert, 'kibana.alert.building_block_type') !== undefined;
}

/** A step of a sequence, as opposed to the alert of a building-block rule. */
export function isBlockOfSequence(alert: Alert): boolean {
  return isBuildingBlock(alert) && groupIdOf(alert) !== undefined;
}

export function isShell(alert: Alert): boolean {
  return !isBuildingBlock(alert) && groupIdOf(alert) !== undefined;
}

export interface EventRef {
  id: string;
  index: string;
}

/** The raw events that the alert was made from; of a sequence all of them, in order. */
export function ancestorEvents(alert: Alert): EventRef[] {
  const ancestors = rawField(alert._source, 'kibana.alert.ancestors');
  if (!Array.isArray(ancestors)) return [];
  return ancestors.flatMap((ancestor: Record<string, unknown>) =>
    ancestor.type === 'event' && typeof ancestor.id === 'string'
      ? [{ id: ancestor.id, index: typeof ancestor.index === 'string' ? ancestor.index : '' }]
      : [],
  );
}

/** A member that is an object or a list of objects, under its dotted name or nested. */
export function rawField(source: Readonly<Record<string, unknown>>, field: string): unknown {
  if (Object.prototype.hasOwnProperty.call(source, field)) return source[field];
  const dot = field.indexOf('.');
  for (let at = dot; at > 0; at = field.indexOf('.', at + 1)) {
    const inner = source[field.slice(0, at)];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      const value = rawField(inner as Record<string, unknown>, field.slice(at + 1));
      if (value !== undefined) return value;
    }
  }
  return undefined;
}
