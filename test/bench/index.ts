/** `npm run bench`: what the product costs, as ratios to a floor measured in the same run where there is one. */
import { exceptionDoorFigures } from './exception_door';
import { guardFigures } from './guard';
import { stackFigures } from './stack';
import { startFigures } from './start';
import { printTable } from './table';

const main = async (): Promise<number> => {
  const met = [
    printTable('The guard', guardFigures()),
    printTable("The guard at Kibana's doors", await exceptionDoorFigures()),
    printTable('The embedded stack', await stackFigures()),
  ];
  process.env.CHROMIUM_PATH ??= '/usr/bin/chromium';
  met.push(printTable('Start', await startFigures()));
  console.log(
    '\nPage script sizes are printed by `npm run build`; the EQL engine has its own bench: `npm run bench:eql`.',
  );
  return met.every(Boolean) ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (cause) => {
    console.error(cause);
    process.exit(2);
  },
);
