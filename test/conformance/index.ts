/** `npm run conformance -- SUITE DIR` */
import { conformance } from './conformance';

conformance(process.argv.slice(2), console).then(
  (code) => {
    process.exitCode = code;
  },
  (cause) => {
    console.error(cause);
    process.exitCode = 2;
  },
);
