/** The clauses that ask one field. Each answers a test of a candidate, or refuses as Elasticsearch does. */
import { equalsTest, existsTest, wildcardTest, type TestResult } from '../allowlist/conditions';
import { familyOf } from '../allowlist/fields';
import type { FieldInfo } from '../allowlist/types';
import { escapeWildcard, wildcardPattern } from '../allowlist/wildcard';
import { analyze, containsPhrase, lowerCase } from './analyze';
import { fieldInScope, fieldsBelow, fieldsMatching, type Candidate, type Scope } from './fields';
import { rangeTest } from './range';
import { QueryRefused, type RangeBounds, type RefusalCode, type Scalar } from './types';

export type CandidateTest = (candidate: Candidate) => boolean;

export const never: CandidateTest = () => false;
export const always: CandidateTest = () => true;

const refusalOf: Partial<Record<ReturnType<typeof familyOf>, RefusalCode>> = {
  number: 'bad_number',
  ip: 'bad_ip',
  date: 'bad_date',
  boolean: 'bad_boolean',
};

const orRefuse = (result: TestResult, info: FieldInfo, field: string) => {
  if (result.problem !== undefined)
    throw new QueryRefused(refusalOf[familyOf(info.type)] ?? 'unsupported', result.problem, field);
  return result.test;
};

/** Fields that are not in the mapping but in every index. */
const metaField = (field: string): ((candidate: Candidate) => string | undefined) | undefined =>
  field === '_id' ? (candidate) => candidate.id : field === '_index' ? (candidate) => candidate.index : undefined;

/** `term`, and `match` on anything but text: exact, whole values. */
export const equalsLeaf = (field: string, asked: Scalar, scope: Scope, caseInsensitive = false): CandidateTest => {
  const meta = metaField(field);
  if (meta !== undefined) return (candidate) => meta(candidate) === String(asked);
  const target = fieldInScope(field, scope);
  if (target === undefined) return never;
  if (caseInsensitive && familyOf(target.info.type) === 'keyword') {
    const wanted = String(asked).toLowerCase();
    return (candidate) => target.read(candidate).some((value) => String(value).toLowerCase() === wanted);
  }
  const test = orRefuse(equalsTest(target.info, String(asked), scope.now), target.info, field);
  return (candidate) => target.read(candidate).some(test);
};

/** `match` and `match_phrase`: words on text fields, exact values on all others. */
export const matchLeaf = (
  field: string,
  asked: Scalar,
  scope: Scope,
  mode: 'any' | 'all' | 'phrase',
): CandidateTest => {
  const target = fieldInScope(field, scope);
  if (target === undefined || familyOf(target.info.type) !== 'text') return equalsLeaf(field, asked, scope);
  const words = analyze(String(asked));
  const test = (text: string): boolean => {
    const tokens = analyze(text);
    if (mode === 'phrase') return containsPhrase(tokens, words);
    return mode === 'all'
      ? words.length > 0 && words.every((word) => tokens.includes(word))
      : words.some((word) => tokens.includes(word));
  };
  return (candidate) => target.read(candidate).some((value) => test(String(value)));
};

/** `wildcard` with Lucene's escapes. */
export const wildcardLeaf = (field: string, pattern: string, scope: Scope, caseInsensitive = false): CandidateTest => {
  const target = fieldInScope(field, scope);
  if (target === undefined) return never;
  if (caseInsensitive) {
    const folded = wildcardPattern(pattern.toLowerCase());
    return (candidate) => target.read(candidate).some((value) => folded.matches(String(value).toLowerCase()));
  }
  const result = wildcardTest(target.info, field, pattern);
  if (result.problem !== undefined) throw new QueryRefused('wildcard_on_type', result.problem, field);
  return (candidate) => target.read(candidate).some(result.test);
};

/** One word of a `query_string` on one field. */
export const wordLeaf = (field: string, pieces: readonly string[], scope: Scope, lenient: boolean): CandidateTest => {
  const hasStar = pieces.length > 1;
  const target = fieldInScope(field, scope);
  if (target === undefined)
    return metaField(field) === undefined || hasStar ? never : equalsLeaf(field, pieces.join(''), scope);
  if (!hasStar) {
    try {
      return matchLeaf(field, pieces.join(''), scope, 'phrase');
    } catch (error) {
      if (lenient && error instanceof QueryRefused) return never;
      throw error;
    }
  }
  // A star alone asks whether there is a value, which a text without a word in it is, too.
  if (!lenient && pieces.length === 2 && pieces.every((piece) => piece === '')) return existsLeaf(field, scope);
  const isText = familyOf(target.info.type) === 'text';
  const escaped = pieces.map((piece) => escapeWildcard(isText ? lowerCase(piece) : piece)).join('*');
  if (lenient && familyOf(target.info.type) !== 'keyword' && !isText) return never;
  if (!isText) return wildcardLeaf(field, escaped, scope);
  const pattern = wildcardPattern(escaped);
  return (candidate) =>
    target.read(candidate).some((value) => analyze(String(value)).some((word) => pattern.matches(word)));
};

export const rangeLeaf = (field: string, bounds: RangeBounds, scope: Scope): CandidateTest => {
  const target = fieldInScope(field, scope);
  if (target === undefined) return never;
  const test = rangeTest(target.info, field, bounds, scope.now);
  return (candidate) => target.read(candidate).some(test);
};

const existingNames = (field: string, scope: Scope): string[] => {
  if (field.includes('*')) return fieldsMatching(field, scope);
  return fieldInScope(field, scope) === undefined ? fieldsBelow(field, scope) : [field];
};

/** A field exists when it has an indexed value; an object when any field below it does. */
export const existsLeaf = (field: string, scope: Scope): CandidateTest => {
  if (field === '_source') throw new QueryRefused('not_searchable', 'The _source field is not searchable', field);
  const meta = metaField(field);
  if (meta !== undefined) return (candidate) => meta(candidate) !== undefined;
  const names = existingNames(field, scope);
  const tests = names.flatMap((name) => {
    const target = fieldInScope(name, scope);
    if (target === undefined) return [];
    const test = existsTest(target.info);
    return [(candidate: Candidate) => target.read(candidate).some(test)];
  });
  return (candidate) => tests.some((test) => test(candidate));
};
