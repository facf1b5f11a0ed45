/** Script of the page in the browser tests: runs before the plugin's own, and starts it once that one has run. */
import { provideGlobals, startPage, type ShellMetadata } from './start';

const metadata = JSON.parse(
  document.querySelector('kbn-injected-metadata')?.getAttribute('data') ?? '{}',
) as ShellMetadata;

provideGlobals(metadata);
document.addEventListener('DOMContentLoaded', () => {
  startPage(metadata).catch((error: unknown) => console.error(error));
});
