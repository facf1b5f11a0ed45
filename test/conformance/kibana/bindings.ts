/**
 * Which value of the double stands for which recorded one. Ids, times and versions are made by the server, so they
 * differ; but the same recorded value must always mean the same value of the double.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const TIME = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z';
/** Base64 of `[number,1]`, and of the cursors of value lists. */
const VERSION = '\\bWz[A-Za-z0-9+/]{3,}={0,2}';
/** Numbers in texts about versions, and the place in a document that Elasticsearch names. */
const NUMBER = '(?<=seqNo \\[)\\d+|(?<=if_seq_no":)\\d+|(?<=START_OBJECT at 1:)\\d+';
/** Ids of alerts. */
const DIGEST = '\\b(?:[0-9a-f]{64}|[0-9a-f]{40})\\b';
const TOKEN = new RegExp(`${UUID}|${DIGEST}|${TIME}|${VERSION}|${NUMBER}`, 'g');
/** Ids that Elasticsearch makes. */
const ELASTIC_ID = /^[A-Za-z0-9_-]{20}$/;

export class Bindings {
  private readonly forward = new Map<string, string>();

  /** The values in a recorded text that are the client's own: they mean themselves. */
  own(text: string): void {
    for (const [token] of text.matchAll(TOKEN)) if (!this.forward.has(token)) this.bind(token, token);
  }

  /** The recorded value has been met before, or is none that the server makes. */
  knows(recorded: string): boolean {
    return this.forward.has(recorded) || (recorded.search(TOKEN) < 0 && !ELASTIC_ID.test(recorded));
  }

  /** A recorded text in values of the double. */
  translate(text: string): string {
    const known = text.replace(TOKEN, (token) => this.forward.get(token) ?? token);
    return [...this.forward]
      .filter(([recorded]) => ELASTIC_ID.test(recorded))
      .reduce((result, [recorded, actual]) => result.replaceAll(recorded, actual), known);
  }

  /** Whether a value of the double can stand for the recorded one, given everything that was compared before. */
  same(recorded: string, actual: string): boolean {
    if (ELASTIC_ID.test(recorded) && !recorded.includes('.')) return this.bind(recorded, actual) || recorded === actual;
    const [left, right] = [pieces(recorded), pieces(actual)];
    if (left.literals.join('\u0000') !== right.literals.join('\u0000')) return false;
    return left.tokens.every((token, at) => this.bind(token, right.tokens[at] as string));
  }

  private bind(recorded: string, actual: string): boolean {
    const known = this.forward.get(recorded);
    if (known !== undefined) return known === actual;
    if (kindOf(recorded) !== kindOf(actual)) return false;
    this.forward.set(recorded, actual);
    const [from, to] = [sequenceOf(recorded), sequenceOf(actual)];
    if (from !== undefined && to !== undefined) this.forward.set(from, to);
    return true;
  }
}

function pieces(text: string): { literals: string[]; tokens: string[] } {
  return { literals: text.split(TOKEN), tokens: [...text.matchAll(TOKEN)].map(([token]) => token) };
}

function kindOf(token: string): string {
  if (/^\d+$/.test(token)) return 'number';
  if (/^\d{4}-/.test(token)) return 'time';
  return token.startsWith('Wz') ? 'version' : 'id';
}

/** The sequence number inside a version, as error texts name it. */
function sequenceOf(version: string): string | undefined {
  if (!version.startsWith('Wz')) return undefined;
  return /^\[(\d+),\d+\]$/.exec(Buffer.from(version, 'base64').toString())?.[1];
}
