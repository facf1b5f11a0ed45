import type { MouseEvent } from 'react';

/** A click that should stay in the page; with a modifier or another button the browser opens a tab by itself. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
