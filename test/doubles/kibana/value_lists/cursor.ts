/** Where a page of value lists or values ends. */
export function positionCursor(at: number, page: ReadonlyArray<Record<string, unknown>>): string {
  const last = page[page.length - 1];
  return Buffer.from(JSON.stringify(last ? [at, [last['tie_breaker_id']]] : [at])).toString('base64');
}
