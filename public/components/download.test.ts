import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarOf } from './download';

describe('tarOf', () => {
  it('makes an archive that tar unpacks to the same files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dw-tar-'));
    try {
      const files = [
        { name: 'a.yml', mediaType: 'text/yaml', text: 'ä: "1"\n' },
        { name: 'b.ndjson', mediaType: 'application/x-ndjson', text: 'x'.repeat(1_500) },
        { name: 'empty.txt', mediaType: 'text/plain', text: '' },
      ];
      writeFileSync(join(folder, 'all.tar'), tarOf(files, Date.UTC(2026, 0, 1)));
      execFileSync('tar', ['-xf', 'all.tar'], { cwd: folder });
      for (const { name, text } of files) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
