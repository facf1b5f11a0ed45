/** The browser's build of the contracts keeps what a call needs, and nothing that only the server asks. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { api } from '../../common/api';

const root = resolve(__dirname, '../..');

const BUILD = `
import { build } from 'esbuild';
import { contractsPlugin } from './scripts/contracts_plugin.mjs';
await build({
  entryPoints: ['common/api/index.ts'],
  outfile: process.argv[1],
  bundle: true,
  platform: 'node',
  alias: { zod: './scripts/inert_zod.mjs' },
  plugins: [contractsPlugin],
});`;

type Contracts = Record<string, Record<string, unknown>>;

const routesOf = (contracts: Contracts) =>
  Object.values(contracts)
    .flatMap((group) => Object.values(group))
    .filter(
      (value): value is Record<string, unknown> => typeof value === 'object' && value !== null && 'path' in value,
    );

it('contracts in the browser are those of the server without schemas and summaries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dw-contracts-'));
  try {
    const file = join(folder, 'api.cjs');
    execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, file], { cwd: root });
    const built = jest.requireActual<{ api: Contracts }>(file);
    const kept = ({ id, method, path, tier, stream, upload, maxBytes }: Record<string, unknown>) =>
      JSON.parse(JSON.stringify({ id, method, path, tier, stream, upload, maxBytes })) as unknown;
    const shipped = routesOf(built.api);
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped).toEqual(routesOf(api as unknown as Contracts).map(kept));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
