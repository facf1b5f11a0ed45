/** A value inside a KQL text: the one place where text is put into a query of saved objects. */
export function kqlValue(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
