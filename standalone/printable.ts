/** File names and answers of other servers may hold anything; the terminal must not obey them. */
export function printable(text: string): string {
  return [...text].map((char) => (char < ' ' || (char >= '\u007F' && char <= '\u009F') ? '?' : char)).join('');
}
