import { fieldTest, show } from './constants';
import type { LintRule } from './lint_rule';

/** Windows does not tell upper from lower case in these, and attackers know it. */
const WINDOWS_NAMES =
  /(?:^|\.)(?:process\.(?:parent\.)?(?:name|executable|args|command_line|pe\.original_file_name)|file\.(?:name|path|extension)|dll\.(?:name|path)|registry\.(?:path|key|value))$/;
const LOOKS_WINDOWS = /\\|\.(?:exe|dll|sys|bat|cmd|ps1|vbs|js|hta|msi|scr|lnk|com|cpl)\*?$/i;

/** A case-sensitive operator on a Windows path or process name. */
export const caseSensitiveNames: LintRule = (expression, { text }) => {
  const test = fieldTest(expression);
  if (!test || test.caseInsensitive || test.regex || !WINDOWS_NAMES.test(test.field.name)) return [];
  const literal = test.literals.find(({ value }) => typeof value === 'string' && LOOKS_WINDOWS.test(value));
  if (!literal) return [];
  const better = test.operator === 'in' ? 'in~' : test.operator === 'like' ? 'like~' : ':';
  const message =
    `[${test.operator}] tells upper from lower case, Windows does not: ` +
    `${show(literal, text)} misses other spellings; use [${better}]`;
  return [{ code: 'case_sensitive_windows_name', message, range: expression.range }];
};
