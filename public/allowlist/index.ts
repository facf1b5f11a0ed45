export { BreadthBadge, breadthName } from './breadth';
export { ALLOWLIST_RESOURCES, AllowlistEditorFlyout, type AllowlistEditorFlyoutProps } from './editor_flyout';
export { endOfDay, ExpiryField } from './expiry_field';
export { entryFields } from './fields';
export type { EntryStart } from './use_entry_form';
