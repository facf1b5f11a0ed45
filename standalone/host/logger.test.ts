import { createLogger } from './logger';

it('writes what others named so that no terminal obeys it and no line passes for a record', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', write: (line) => lines.push(line) }, 'host');
  logger.warn('Rule \u001b[2J\n[2026-01-01][ERROR][host] forged', { event: { action: '\u001b[2J' } });
  expect(lines[0]).not.toContain('\u001b');
  expect(lines[0]?.split('\n')[1]).toMatch(/^ {2}\[2026/);
});
